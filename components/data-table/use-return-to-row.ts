"use client";

import { type RefObject, useEffect } from "react";

/** The row that was used last, by the address of its table. */
const lastRows = new Map<string, string>();
let wentBackTo: string | null = null;

const address = () => `${window.location.pathname}${window.location.search}`;

// As it is captured it runs before the router's own listener, which shows the table again at once.
if (typeof window !== "undefined")
  window.addEventListener("popstate", () => (wentBackTo = address()), { capture: true });

/** Gives the focus back to the row from which the reader left, when the browser's Back leads to its table again. */
export function useReturnToRow(table: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const id = wentBackTo === address() ? lastRows.get(wentBackTo) : undefined;
    wentBackTo = null;
    if (id === undefined || document.activeElement !== document.body) return;
    const row = table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
    const target = row?.matches("[data-row-focus]")
      ? row
      : row?.querySelector<HTMLElement>("[data-row-focus]");
    target?.focus({ preventScroll: true });
  }, [table]);

  function remember({ target }: { target: EventTarget }) {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
    if (row?.dataset.row) lastRows.set(address(), row.dataset.row);
  }

  return { onFocusCapture: remember, onClickCapture: remember };
}
