"use client";

import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent } from "react";

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

/** Arrows, Home and End move between rows, Enter opens, and `shortcuts` maps a letter to where it leads from a row. */
export function useRowKeys<TRow>(
  hrefOf?: (row: TRow) => string,
  shortcuts?: Record<string, (row: TRow) => string | null>,
) {
  const router = useRouter();

  function onKeyDown(event: KeyboardEvent<HTMLElement>, row: TRow) {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || !event.currentTarget.contains(target)) return;
    if (target.matches("input:not([type=checkbox]), select, textarea, [aria-haspopup]")) return;
    if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      step(target, event.key)?.focus();
      return;
    }
    const href = shortcuts && Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key]?.(row) : undefined;
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
