import type { ReactTable, RowData } from "@tanstack/react-table";
import type { ColumnChoice } from "@/components/data-table/column-menu";
import type { DataTableColumns, DataTableFeatures } from "@/components/data-table/table-features";

/** The columns that can be shown and hidden: all but the first. */
export function columnChoices<TRow extends RowData>(
  table: ReactTable<DataTableFeatures, TRow>,
): ColumnChoice[] {
  return table
    .getAllLeafColumns()
    .slice(1)
    .map((column) => ({
      id: column.id,
      label: column.columnDef.meta?.label ?? column.id,
      visible: column.getIsVisible(),
      hiddenAtFirst: column.columnDef.meta?.hidden ?? false,
    }));
}

/** Which columns show: those that the URL's `hide` does not name, or without it those that are not hidden at first. */
export function visibilityOf<TRow extends RowData>(
  columns: DataTableColumns<TRow>,
  hide: string | null,
): Record<string, boolean> {
  if (hide !== null) return Object.fromEntries(hide.split(".").map((id) => [id, false]));
  const hidden = columns.filter((column) => column.meta?.hidden);
  return Object.fromEntries(
    hidden.map((column) => [column.id ?? ("accessorKey" in column ? String(column.accessorKey) : ""), false]),
  );
}
