import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import type { ListQueryOf } from "../table/list-params";
import { eachSupplier } from "./queries";
import type { SupplierRow, supplierList } from "./schema";
import { SUPPLIER_STATE_LABELS } from "./words";

/** The workbook of the suppliers that the filters show. */
export function suppliersWorkbook(
  ctx: Context,
  query: Pick<ListQueryOf<typeof supplierList>, "q" | "filters">,
): ReadableStream<Uint8Array> {
  return streamWorkbook<[SupplierRow]>([
    {
      name: "Suppliers",
      rows: () => eachSupplier(ctx, query),
      columns: [
        { header: "Supplier id", width: 38, value: (row) => row.id },
        { header: "Supplier", width: 32, value: (row) => row.name },
        {
          header: "State",
          width: 12,
          value: (row) => SUPPLIER_STATE_LABELS[row.archivedAt ? "archived" : "active"],
        },
        { header: "Contact e-mail", width: 32, value: (row) => row.contactEmail },
        { header: "Usable tokens", width: 14, value: (row) => row.usableTokens },
        { header: "Tokens in all", width: 14, value: (row) => row.tokens },
        { header: "Last used (UTC)", width: 18, date: true, value: (row) => row.lastUsedAt },
        { header: "Created (UTC)", width: 18, date: true, value: (row) => row.createdAt },
        { header: "Archived (UTC)", width: 18, date: true, value: (row) => row.archivedAt },
        { header: "Note", width: 40, value: (row) => row.note },
      ],
    },
  ]);
}
