"use client";

import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent } from "react";
import type { RowShortcut } from "@/components/data-table/table-shortcuts";

const interactive = "a, button, input, select, textarea, label, [role=menuitem], [data-row-stop]";

/** False for an address that only opens something over the same list (`?open=…`), which must not move. */
export function leavesPage(href: string): boolean {
  return !href.startsWith("?");
}

function step(from: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...(from.closest("tbody")?.querySelectorAll<HTMLElement>("[data-row-focus]") ?? [])];
  const at = rows.findIndex((row) => row.closest("tr")?.contains(from));
  if (key === "Home") return rows[0];
  if (key === "End") return rows.at(-1);
  return rows[at + (key === "ArrowDown" ? 1 : -1)];
}

type RowKeys<TRow> = {
  hrefOf?: (row: TRow) => string;
  shortcuts?: Record<string, RowShortcut<TRow>>;
};

/** `x` anywhere in a row; Space only on the row itself, for elsewhere it presses what has the focus. */
function selects(event: KeyboardEvent<HTMLElement>): boolean {
  return (
    event.key === "x" || (event.key === " " && (event.target as HTMLElement).matches("[data-row-focus]"))
  );
}

/** Arrows, Home and End move between rows, Enter opens, `x` and Space call `select`, and a letter of `shortcuts` leads on. */
export function useRowKeys<TRow>({ hrefOf, shortcuts }: RowKeys<TRow>) {
  const router = useRouter();

  function onKeyDown(event: KeyboardEvent<HTMLElement>, row: TRow, select: (() => void) | null) {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || !event.currentTarget.contains(target)) return;
    if (target.matches("input:not([type=checkbox]), select, textarea, [aria-haspopup]")) return;
    if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      step(target, event.key)?.focus();
      return;
    }
    if (select && selects(event)) {
      event.preventDefault();
      select();
      return;
    }
    const letter = shortcuts && Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined;
    const href = letter?.to(row);
    if (href) router.push(href);
  }

  function onClick(event: MouseEvent<HTMLElement>, row: TRow) {
    const target = event.target as HTMLElement;
    if (
      !hrefOf ||
      event.defaultPrevented ||
      !event.currentTarget.contains(target) ||
      target.closest(interactive)
    )
      return;
    if (window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(hrefOf(row), "_blank", "noopener");
    else router.push(hrefOf(row), { scroll: leavesPage(hrefOf(row)) });
  }

  return { onKeyDown, onClick };
}
