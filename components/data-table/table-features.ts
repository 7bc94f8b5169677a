import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
} from "@tanstack/react-table";

export type DataTableColumnMeta = {
  /** The column's name in its header and in the Columns menu. */
  label: string;
  align?: "start" | "end";
  /** "always" stays on a phone, "wide" needs 1,024 px; the first column always stays. */
  priority?: "always" | "normal" | "wide";
  /** Which way the first press on the header sorts. */
  firstSort?: "asc" | "desc";
  /** In the Columns menu but not shown until it is chosen. */
  hidden?: boolean;
  className?: string;
};

export const dataTableFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<DataTableColumnMeta>(),
});

export type DataTableFeatures = typeof dataTableFeatures;
type HelperOf<TRow extends RowData> = ReturnType<typeof createColumnHelper<DataTableFeatures, TRow>>;

/** What `columnHelper<Row>().columns([...])` returns. */
export type DataTableColumns<TRow extends RowData> = Parameters<HelperOf<TRow>["columns"]>[0];

/** Starts the columns of a table; keep the result at module scope. */
export function columnHelper<TRow extends RowData>(): HelperOf<TRow> {
  return createColumnHelper<DataTableFeatures, TRow>();
}
