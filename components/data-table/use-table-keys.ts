"use client";

import { type RefObject, useEffect } from "react";
import { isPageKey } from "@/components/data-table/page-keys";

/** Where nothing has the focus, and the table's own search: ArrowDown goes into the rows from there. */
function isBeforeRows(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target === document.body || target.matches("main, [data-slot=data-table-search] input"))
  );
}

/** From nowhere or the search ArrowDown goes to the first row, and Escape calls `clear` while something is selected. */
export function useTableKeys(table: RefObject<HTMLElement | null>, clear: (() => void) | null): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "ArrowDown" && !event.defaultPrevented && isBeforeRows(event.target)) {
        const row = table.current?.querySelector<HTMLElement>("tbody [data-row-focus]");
        if (!row) return;
        event.preventDefault();
        row.focus();
      }
      if (event.key === "Escape" && clear && isPageKey(event)) clear();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [table, clear]);
}
