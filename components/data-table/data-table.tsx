"use client";

import type { RowData } from "@tanstack/react-table";
import { useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { ColumnMenu } from "@/components/data-table/column-menu";
import { DataTableBody } from "@/components/data-table/data-table-body";
import { DataTableHead } from "@/components/data-table/data-table-head";
import { DataTablePagination } from "@/components/data-table/data-table-pagination";
import { NoMatches } from "@/components/data-table/no-matches";
import { type DataTableColumns, dataTableFeatures } from "@/components/data-table/table-features";
import { activeFilters, TableUrlProvider, useTableUrl } from "@/components/data-table/table-url";
import { Table, TableCaption } from "@/components/ui/table";
import type { ListSort } from "@/lib/table/list-params";
import { cn } from "@/lib/utils";

export type DataTableProps<TRow extends RowData> = {
  /** The table's accessible name. */
  label: string;
  columns: DataTableColumns<TRow>;
  rows: TRow[];
  getRowId: (row: TRow) => string;
  total: number;
  page: number;
  pageSize: number;
  sort: ListSort;
  /** Ids of the columns that sort, the same list the page gives to `listParams`. */
  sortable?: readonly string[];
  rowHref?: (row: TRow) => string;
  /** A letter and where it leads from the focused row, `{ e: (row) => editPath(row.id) }`. */
  rowShortcuts?: Record<string, (row: TRow) => string | null>;
  rowActions?: (row: TRow) => ReactNode;
  rowClassName?: (row: TRow) => string | undefined;
  /** Gives every row a checkbox; what it returns stands in the toolbar while any is ticked. */
  bulkActions?: (ids: string[], clear: () => void) => ReactNode;
  columnMenu?: boolean;
  toolbar?: ReactNode;
  /** Shown when there is nothing at all; "nothing matches" is the table's own. */
  empty: ReactNode;
  /** In place of the numbered pages, or null for none. */
  pagination?: ReactNode;
  className?: string;
};

/** A table whose search, sort, filters and page are the URL's; it dims while the server answers and never changes its width. */
export function DataTable<TRow extends RowData>(props: DataTableProps<TRow>) {
  return (
    <TableUrlProvider>
      <DataTableView {...props} />
    </TableUrlProvider>
  );
}

function DataTableView<TRow extends RowData>(props: DataTableProps<TRow>) {
  const { columns, rows, getRowId, total, page, pageSize, sort, bulkActions, toolbar, empty, pagination } =
    props;
  const { pending, params } = useTableUrl();
  const hide = params.get("hide");
  const columnVisibility = useMemo(() => visibilityOf(columns, hide), [columns, hide]);
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data: rows,
    getRowId,
    enableRowSelection: bulkActions !== undefined,
    state: { columnVisibility },
  });
  const menu = table
    .getAllLeafColumns()
    .slice(1)
    .map((column) => ({
      id: column.id,
      label: column.columnDef.meta?.label ?? column.id,
      visible: column.getIsVisible(),
    }));
  const shown = table.getRowModel().rows;
  const selected = shown.filter((row) => row.getIsSelected()).map((row) => row.id);
  const narrowed =
    params.has("q") ||
    activeFilters(params).length > 0 ||
    page > 1 ||
    params.has("after") ||
    params.has("before");

  return (
    <div data-slot="data-table" className={cn("@container min-w-0", props.className)}>
      {(toolbar || props.columnMenu || bulkActions) && (
        <div className="flex min-h-8 flex-wrap items-center gap-2 pb-3">
          {selected.length > 0 && bulkActions ? (
            <>
              <span className="mr-2 text-sm font-medium">{selected.length} selected</span>
              {bulkActions(selected, () => table.resetRowSelection(true))}
            </>
          ) : (
            toolbar
          )}
          {props.columnMenu && (
            <div className="ml-auto">
              <ColumnMenu columns={menu} />
            </div>
          )}
        </div>
      )}
      <div
        aria-busy={pending}
        className={cn(
          "border-y transition-opacity",
          pending && "opacity-55 delay-75 [&_tbody]:pointer-events-none",
        )}
      >
        {rows.length === 0 ? (
          narrowed ? (
            <NoMatches />
          ) : (
            empty
          )
        ) : (
          <Table>
            <TableCaption>{props.label}</TableCaption>
            <DataTableHead
              table={table}
              sort={sort}
              sortable={props.sortable ?? []}
              selectable={bulkActions !== undefined}
              actions={props.rowActions !== undefined}
            />
            <DataTableBody table={table} {...props} selectable={bulkActions !== undefined} />
          </Table>
        )}
      </div>
      {pagination === undefined
        ? total > 0 && <DataTablePagination total={total} page={page} pageSize={pageSize} />
        : pagination}
    </div>
  );
}

function visibilityOf<TRow extends RowData>(
  columns: DataTableColumns<TRow>,
  hide: string | null,
): Record<string, boolean> {
  if (hide !== null) return Object.fromEntries(hide.split(".").map((id) => [id, false]));
  const hidden = columns.filter((column) => column.meta?.hidden);
  return Object.fromEntries(
    hidden.map((column) => [column.id ?? ("accessorKey" in column ? String(column.accessorKey) : ""), false]),
  );
}
