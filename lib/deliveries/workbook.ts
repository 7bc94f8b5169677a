import "server-only";
import { EVENT_LABELS } from "../callbacks/words";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import { eachRow } from "../table/keyset";
import { listDeliveries } from "./queries";
import type { DeliveryQuery, DeliveryRow } from "./schema";
import { attemptWords, reasonWords, stateWords } from "./words";

/** The workbook of the deliveries that the filters show, newest first. */
export function deliveriesWorkbook(
  ctx: Context,
  { q, filters }: Pick<DeliveryQuery, "q" | "filters">,
): ReadableStream<Uint8Array> {
  return streamWorkbook<[DeliveryRow]>([
    {
      name: "Deliveries",
      rows: (signal) => eachRow((place) => listDeliveries(ctx, { q, filters, ...place }), { signal }),
      columns: [
        { header: "Created (UTC)", width: 20, date: "seconds", value: (row) => row.createdAt },
        { header: "Event", width: 26, value: (row) => EVENT_LABELS[row.eventType] },
        { header: "Token", width: 32, value: (row) => row.tokenName },
        { header: "Supplier", width: 28, value: (row) => row.supplierName },
        { header: "Endpoint now", width: 50, value: (row) => row.url || null },
        { header: "State", width: 12, value: stateWords },
        { header: "Why", width: 44, value: reasonWords },
        { header: "Next attempt (UTC)", width: 20, date: "seconds", value: (row) => row.nextAttemptAt },
        { header: "Attempts", width: 10, value: (row) => row.attempts },
        { header: "Last attempt (UTC)", width: 20, date: "seconds", value: (row) => row.lastAttemptAt },
        { header: "Last status", width: 12, value: (row) => row.lastStatusCode },
        {
          header: "Last error",
          width: 30,
          value: (row) => row.lastError && attemptWords({ statusCode: null, error: row.lastError }),
        },
        { header: "Delivered (UTC)", width: 20, date: "seconds", value: (row) => row.deliveredAt },
        { header: "Event id", width: 38, value: (row) => row.eventId },
        { header: "Conversation id", width: 38, value: (row) => row.conversationId },
        { header: "Token id", width: 38, value: (row) => row.tokenId },
        { header: "Delivery id", width: 38, value: (row) => row.id },
      ],
    },
  ]);
}
