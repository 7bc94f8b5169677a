"use client";

import type { ReactTable, RowData } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { cellClasses } from "@/components/data-table/cell-classes";
import type { DataTableFeatures } from "@/components/data-table/table-features";
import { leavesPage, useRowKeys } from "@/components/data-table/use-row-keys";
import { Checkbox } from "@/components/ui/checkbox";
import { TableBody, TableCell, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/utils";

type DataTableBodyProps<TRow extends RowData> = {
  table: ReactTable<DataTableFeatures, TRow>;
  rowHref?: (row: TRow) => string;
  rowShortcuts?: Record<string, (row: TRow) => string | null>;
  rowActions?: (row: TRow) => ReactNode;
  rowClassName?: (row: TRow) => string | undefined;
  selectable: boolean;
};

export function DataTableBody<TRow extends RowData>(props: DataTableBodyProps<TRow>) {
  const { table, rowHref, rowActions, rowClassName, selectable } = props;
  const keys = useRowKeys(rowHref, props.rowShortcuts);
  return (
    <TableBody>
      {table.getRowModel().rows.map((row) => (
        <TableRow
          key={row.id}
          data-selected={row.getIsSelected() || undefined}
          data-row-focus={rowHref ? undefined : ""}
          tabIndex={rowHref ? undefined : 0}
          onClick={(event) => keys.onClick(event, row.original)}
          onKeyDown={(event) => keys.onKeyDown(event, row.original)}
          className={cn(
            "focus-visible:-outline-offset-2 has-[[data-row-focus]:focus-visible]:outline-2 has-[[data-row-focus]:focus-visible]:-outline-offset-2 has-[[data-row-focus]:focus-visible]:outline-ring data-[selected]:bg-selected",
            rowHref && "cursor-pointer hover:bg-hover",
            rowClassName?.(row.original),
          )}
        >
          {selectable && (
            <TableCell className="hidden w-8 pr-0 @2xl:table-cell" data-row-stop="">
              <Checkbox
                aria-label="Select row"
                checked={row.getIsSelected()}
                onChange={row.getToggleSelectedHandler()}
                className="align-middle"
              />
            </TableCell>
          )}
          {row.getVisibleCells().map((cell, index) => {
            const content = <table.FlexRender cell={cell} />;
            return (
              <TableCell key={cell.id} className={cellClasses(cell.column.columnDef.meta, index === 0)}>
                {index === 0 && rowHref ? (
                  <Link
                    href={rowHref(row.original)}
                    prefetch={false}
                    scroll={leavesPage(rowHref(row.original))}
                    data-row-focus=""
                    className="block truncate font-medium outline-none"
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
            <TableCell className="w-0 whitespace-nowrap py-0 text-right" data-row-stop="">
              <div className="flex items-center justify-end gap-0.5">{rowActions(row.original)}</div>
            </TableCell>
          )}
        </TableRow>
      ))}
    </TableBody>
  );
}
