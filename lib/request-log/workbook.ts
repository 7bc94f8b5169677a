import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import { eachRow } from "../table/keyset";
import { listTokenRequests } from "./queries";
import { refusalReason } from "./refusal-reason";
import type { RequestLogRow } from "./schema";

/** The workbook of one token's calls, newest first. */
export function requestLogWorkbook(
  ctx: Context,
  { tokenId }: { tokenId: string },
): ReadableStream<Uint8Array> {
  return streamWorkbook<[RequestLogRow]>([
    {
      name: "Log",
      rows: () => eachRow((place) => listTokenRequests(ctx, { tokenId, ...place })),
      columns: [
        { header: "Time (UTC)", width: 20, date: "seconds", value: (row) => row.startedAt },
        { header: "Status", width: 8, value: (row) => row.status },
        { header: "Method", width: 9, value: (row) => row.method },
        { header: "Path", width: 44, value: (row) => row.path },
        { header: "Query", width: 36, value: (row) => row.query },
        { header: "Refused because", width: 36, value: refusalReason },
        { header: "Duration (ms)", width: 14, value: (row) => row.durationMs },
        { header: "Rows", width: 8, value: (row) => row.rowsReturned },
        { header: "IP", width: 18, value: (row) => row.ip },
        { header: "User agent", width: 36, value: (row) => row.userAgent },
        { header: "Request id", width: 38, value: (row) => row.id },
      ],
    },
  ]);
}
