"use client";

import type { ReactTable, RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { cellClasses } from "@/components/data-table/cell-classes";
import { SelectCell } from "@/components/data-table/select-cell";
import type { DataTableFeatures } from "@/components/data-table/table-features";
import type { RowShortcut } from "@/components/data-table/table-shortcuts";
import { leavesPage, useRowKeys } from "@/components/data-table/use-row-keys";
import { Link } from "@/components/ui/link";
import { TableBody, TableCell, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/utils";

type DataTableBodyProps<TRow extends RowData> = {
  table: ReactTable<DataTableFeatures, TRow>;
  rowHref?: (row: TRow) => string;
  rowShortcuts?: Record<string, RowShortcut<TRow>>;
  rowActions?: (row: TRow) => ReactNode;
  rowName?: (row: TRow) => string;
  selectable: boolean;
  /** Chosen columns may make the table wider than its room; the actions then stay in sight. */
  columnMenu?: boolean;
};

export function DataTableBody<TRow extends RowData>(props: DataTableBodyProps<TRow>) {
  const { table, rowHref, rowActions, rowName, selectable } = props;
  const keys = useRowKeys({ hrefOf: rowHref, shortcuts: props.rowShortcuts });
  return (
    <TableBody>
      {table.getRowModel().rows.map((row) => (
        <TableRow
          key={row.id}
          data-row={row.id}
          data-selected={row.getIsSelected() || undefined}
          data-row-focus={rowHref ? undefined : ""}
          tabIndex={rowHref ? undefined : 0}
          onClick={(event) => keys.onClick(event, row.original)}
          onKeyDown={(event) =>
            keys.onKeyDown(event, row.original, row.getCanSelect() ? () => row.toggleSelected() : null)
          }
          className={cn(
            "focus-visible:-outline-offset-2 has-[[data-row-focus]:focus-visible]:outline-2 has-[[data-row-focus]:focus-visible]:-outline-offset-2 has-[[data-row-focus]:focus-visible]:outline-ring data-[selected]:bg-selected",
            props.columnMenu && "group/row bg-background",
            rowHref && "cursor-pointer hover:bg-hover",
          )}
        >
          {selectable && (
            <SelectCell
              label={`Select ${rowName?.(row.original) ?? "row"}`}
              checked={row.getIsSelected()}
              disabled={!row.getCanSelect()}
              onChange={row.getToggleSelectedHandler()}
            />
          )}
          {row.getVisibleCells().map((cell, index) => {
            const content = <table.FlexRender cell={cell} />;
            return (
              <TableCell key={cell.id} className={cellClasses(cell.column.columnDef.meta, index === 0)}>
                {index === 0 && rowHref ? (
                  <Link
                    href={rowHref(row.original)}
                    scroll={leavesPage(rowHref(row.original))}
                    data-row-focus=""
                    className="block truncate outline-none"
                  >
                    {content}
                  </Link>
                ) : (
                  content
                )}
              </TableCell>
            );
          })}
          {rowActions && (
            <TableCell
              className={cn(
                "w-0 whitespace-nowrap py-0 pl-1 text-right",
                props.columnMenu &&
                  "sticky right-0 bg-inherit group-has-[[data-row-focus]:focus-visible]/row:shadow-[inset_0_2px_var(--ring),inset_0_-2px_var(--ring),inset_-2px_0_var(--ring)]",
              )}
              data-row-stop=""
            >
              <div className="flex items-center justify-end gap-0.5">{rowActions(row.original)}</div>
            </TableCell>
          )}
        </TableRow>
      ))}
    </TableBody>
  );
}
