"use client";

import { useTable } from "@tanstack/react-table";
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { columnChoices, visibilityOf } from "@/components/data-table/column-choices";
import { DataTableBody } from "@/components/data-table/data-table-body";
import { DataTableHead } from "@/components/data-table/data-table-head";
import { DataTablePagination } from "@/components/data-table/data-table-pagination";
import { DataTableToolbar } from "@/components/data-table/data-table-toolbar";
import { NoMatches } from "@/components/data-table/no-matches";
import { type DataTableColumns, dataTableFeatures } from "@/components/data-table/table-features";
import { type RowShortcut, shortcutsOf } from "@/components/data-table/table-shortcuts";
import { activeFilters, TableUrlProvider, useTableUrl } from "@/components/data-table/table-url";
import { useReturnToRow } from "@/components/data-table/use-return-to-row";
import { useTableKeys } from "@/components/data-table/use-table-keys";
import { Table, TableCaption } from "@/components/ui/table";
import type { ListQuery } from "@/lib/table/list-params";
import { cn } from "@/lib/utils";

type TableQuery = Pick<ListQuery, "sort" | "sortable" | "page" | "size">;

export type DataTableProps<TRow extends { id: string }> = {
  /** The table's accessible name. */
  label: string;
  columns: DataTableColumns<TRow>;
  rows: TRow[];
  /** How many rows the list has, and which page of them in which order this is; absent where rows are not counted. */
  counted?: { total: number; query: TableQuery };
  /** What leads to further rows where they are not counted. */
  pagination?: ReactNode;
  rowHref?: (row: TRow) => string;
  /** A letter and where it leads from the focused row, `{ e: { label: "Edit", to: (row) => editPath(row.id) } }`. */
  rowShortcuts?: Record<string, RowShortcut<TRow>>;
  rowActions?: (row: TRow) => ReactNode;
  /** What a row is called, for the name of its checkbox. */
  rowName?: (row: TRow) => string;
  /** Gives every row a checkbox; what it returns stands in the toolbar while any is ticked. */
  bulkActions?: (ids: string[], clear: () => void) => ReactNode;
  /** Which rows may be ticked; all unless told. */
  canSelect?: (row: TRow) => boolean;
  /** What became of the last command, in the toolbar. */
  message?: ReactNode;
  columnMenu?: boolean;
  /** What the search finds, where it is not what is written in the rows; said when it finds nothing. */
  searchHint?: string;
  toolbar?: ReactNode;
  /** Shown when there is nothing at all; "nothing matches" is the table's own. */
  empty: ReactNode;
};

/** A table whose search, sort, filters and page are the URL's; it dims while the server answers and never changes its width. */
export function DataTable<TRow extends { id: string }>(props: DataTableProps<TRow>) {
  return (
    <TableUrlProvider>
      <DataTableView {...props} />
    </TableUrlProvider>
  );
}

function useDataTable<TRow extends { id: string }>(props: DataTableProps<TRow>) {
  const { columns, rows, bulkActions, canSelect } = props;
  const hide = useTableUrl().params.get("hide");
  const columnVisibility = useMemo(() => visibilityOf(columns, hide), [columns, hide]);
  return useTable({
    features: dataTableFeatures,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    enableRowSelection:
      bulkActions === undefined ? false : canSelect ? (row) => canSelect(row.original) : true,
    state: { columnVisibility },
  });
}

function DataTableView<TRow extends { id: string }>(props: DataTableProps<TRow>) {
  const { rows, counted, bulkActions, toolbar, empty, pagination } = props;
  const { pending, params } = useTableUrl();
  const table = useDataTable(props);
  const container = useRef<HTMLDivElement>(null);
  const reset = useCallback(() => table.resetRowSelection(true), [table]);
  const selected = table
    .getRowModel()
    .rows.filter((row) => row.getIsSelected())
    .map((row) => row.id);
  useTableKeys(container, selected.length > 0 ? reset : null);
  const memory = useReturnToRow(container);
  const narrowed =
    ["q", "after", "before"].some((name) => params.has(name)) ||
    activeFilters(params).length > 0 ||
    (counted !== undefined && counted.query.page > 1);

  return (
    <div ref={container} data-slot="data-table" className="@container min-w-0" {...memory}>
      {(toolbar || props.columnMenu || bulkActions) && (
        <DataTableToolbar
          selected={selected.length}
          clear={reset}
          bulk={bulkActions?.(selected, reset)}
          message={props.message}
          columns={props.columnMenu ? columnChoices(table) : null}
          shortcuts={shortcutsOf(props)}
        >
          {toolbar}
        </DataTableToolbar>
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
            <NoMatches searchHint={props.searchHint} />
          ) : (
            empty
          )
        ) : (
          <Table>
            <TableCaption>{props.label}</TableCaption>
            <DataTableHead
              table={table}
              query={counted?.query}
              selectable={bulkActions !== undefined}
              actions={props.rowActions !== undefined}
            />
            <DataTableBody table={table} {...props} selectable={bulkActions !== undefined} />
          </Table>
        )}
      </div>
      {counted && counted.total > 0 && (
        <DataTablePagination total={counted.total} page={counted.query.page} pageSize={counted.query.size} />
      )}
      {pagination}
    </div>
  );
}
