import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import type { ListQueryOf } from "../table/list-params";
import { eachManagedNumber } from "./queries";
import type { ManagedNumberRow, managedNumberList } from "./schema";

/** The workbook of the managed numbers that the search shows. */
export function managedNumbersWorkbook(
  ctx: Context,
  query: Pick<ListQueryOf<typeof managedNumberList>, "q">,
): ReadableStream<Uint8Array> {
  return streamWorkbook<[ManagedNumberRow]>([
    {
      name: "Managed numbers",
      rows: () => eachManagedNumber(ctx, query),
      columns: [
        { header: "Managed number id", width: 38, value: (row) => row.id },
        { header: "Label", width: 32, value: (row) => row.label },
        { header: "Phone", width: 18, value: (row) => row.phone },
        { header: "WhatsApp id", width: 20, value: (row) => row.waPhoneNumberId },
        { header: "Conversations", width: 14, value: (row) => row.conversations },
        { header: "Last message (UTC)", width: 18, date: true, value: (row) => row.lastMessageAt },
        { header: "Usable tokens that see it", width: 24, value: (row) => row.usableTokens },
        { header: "Known since (UTC)", width: 18, date: true, value: (row) => row.createdAt },
      ],
    },
  ]);
}
