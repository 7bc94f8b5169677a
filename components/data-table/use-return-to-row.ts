"use client";

import { type RefObject, useEffect } from "react";

/** The row that was used last, by the address of its table. */
const lastRows = new Map<string, string>();

const address = () => `${window.location.pathname}${window.location.search}`;

/** Gives the focus back to the row from which the reader left, when a way back leads to its table and nothing else has it. */
export function useReturnToRow(table: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const id = lastRows.get(address());
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
