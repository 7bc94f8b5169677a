"use client";

import type { ReactNode } from "react";
import { type ColumnChoice, ColumnMenu } from "@/components/data-table/column-menu";
import { type Shortcut, ShortcutHelp } from "@/components/data-table/shortcut-help";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/numbers";
import { cn } from "@/lib/utils";

type DataTableToolbarProps = {
  /** How many rows are selected; from one on `bulk` covers `children`, which keep their room: the table stays where it is. */
  selected: number;
  clear: () => void;
  bulk: ReactNode;
  message: ReactNode;
  columns: readonly ColumnChoice[] | null;
  shortcuts: readonly Shortcut[];
  children: ReactNode;
};

/** The line above a table: search and filters, or what can be done with the selected rows. */
export function DataTableToolbar(props: DataTableToolbarProps) {
  const { selected, clear, bulk, message, columns, shortcuts, children } = props;
  return (
    <div data-slot="data-table-toolbar" className="relative flex min-h-8 flex-wrap items-center gap-2 pb-3">
      {selected > 0 && (
        <div className="absolute inset-x-0 top-0 flex flex-wrap items-center gap-2 sm:right-36">
          <span role="status" className="mr-2 text-sm font-medium">
            {formatNumber(selected)} selected
          </span>
          {bulk}
          <Button variant="ghost" aria-keyshortcuts="Escape" onClick={clear}>
            Clear
          </Button>
        </div>
      )}
      <div className={cn("contents", selected > 0 && "invisible")} inert={selected > 0}>
        {children}
      </div>
      {message}
      {(columns || shortcuts.length > 0) && (
        <div className="ml-auto flex items-center">
          {columns && <ColumnMenu columns={columns} />}
          {shortcuts.length > 0 && <ShortcutHelp shortcuts={shortcuts} />}
        </div>
      )}
    </div>
  );
}
