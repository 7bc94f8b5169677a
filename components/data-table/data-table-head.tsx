"use client";

import type { ReactTable, RowData } from "@tanstack/react-table";
import { cellClasses } from "@/components/data-table/cell-classes";
import { SelectCell } from "@/components/data-table/select-cell";
import { ariaSort, SortHeader } from "@/components/data-table/sort-header";
import type { DataTableFeatures } from "@/components/data-table/table-features";
import { TableHead, TableHeader } from "@/components/ui/table";
import type { ListQuery } from "@/lib/table/list-params";
import { cn } from "@/lib/utils";

type DataTableHeadProps<TRow extends RowData> = {
  table: ReactTable<DataTableFeatures, TRow>;
  /** The order of the rows and the columns that can change it; without it none can. */
  query: Pick<ListQuery, "sort" | "sortable"> | undefined;
  selectable: boolean;
  actions: boolean;
};

export function DataTableHead<TRow extends RowData>({
  table,
  query,
  selectable,
  actions,
}: DataTableHeadProps<TRow>) {
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <TableHeader>
      <tr>
        {selectable && (
          <SelectCell
            as={TableHead}
            label="Select all rows of this page"
            checked={table.getIsAllRowsSelected()}
            indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
            disabled={!table.getRowModel().rows.some((row) => row.getCanSelect())}
            onChange={table.getToggleAllRowsSelectedHandler()}
          />
        )}
        {headers.map((header, index) => {
          const { id, columnDef } = header.column;
          const meta = columnDef.meta;
          const label = meta?.label ?? id;
          const sort = query?.sortable.includes(id) ? query.sort : undefined;
          return (
            <TableHead
              key={id}
              aria-sort={sort && ariaSort(id, sort)}
              className={cn(cellClasses(meta, index === 0), "overflow-visible")}
            >
              {sort ? (
                <SortHeader id={id} label={label} sort={sort} first={meta?.firstSort} align={meta?.align} />
              ) : (
                label
              )}
            </TableHead>
          );
        })}
        {actions && (
          <TableHead className="w-0">
            <span className="sr-only">Actions</span>
          </TableHead>
        )}
      </tr>
    </TableHeader>
  );
}
