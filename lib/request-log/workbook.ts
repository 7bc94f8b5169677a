import "server-only";
import type { Context } from "../context";
import { streamCsv } from "../csv/csv";
import { type Sheet, streamWorkbook } from "../excel/workbook";
import { eachRow } from "../table/keyset";
import { listRequests } from "./queries";
import type { RequestFilters, RequestLogRow } from "./schema";
import { refusalReason, refusalWords, streamWords } from "./words";

function requestSheet(ctx: Context, filters: RequestFilters): Sheet<RequestLogRow> {
  return {
    name: "Log",
    rows: (signal) => eachRow((place) => listRequests(ctx, { filters, ...place }), { signal }),
    columns: [
      { header: "Time (UTC)", width: 20, date: "seconds", value: (row) => row.startedAt },
      { header: "Status", width: 8, value: (row) => row.status },
      { header: "Method", width: 9, value: (row) => row.method },
      { header: "Path", width: 44, value: (row) => row.path },
      { header: "Query", width: 36, value: (row) => row.query },
      { header: "Refused because", width: 36, value: refusalReason },
      { header: "In words", width: 34, value: refusalWords },
      { header: "Detail", width: 44, value: (row) => row.detail },
      { header: "Duration (ms)", width: 14, value: (row) => row.durationMs },
      { header: "Rows", width: 8, value: (row) => row.rowsReturned },
      { header: "Bytes", width: 12, value: (row) => row.responseBytes },
      { header: "Streamed", width: 24, value: streamWords },
      { header: "Token", width: 32, value: (row) => row.tokenName },
      { header: "Supplier", width: 28, value: (row) => row.supplierName },
      { header: "Secret ends in", width: 14, value: (row) => row.secretHint },
      { header: "IP", width: 18, value: (row) => row.ip },
      { header: "User agent", width: 36, value: (row) => row.userAgent },
      { header: "Request id", width: 38, value: (row) => row.id },
      { header: "Token id", width: 38, value: (row) => row.tokenId },
    ],
  };
}

/** The workbook of the calls that the filters ask for, newest first. */
export function requestLogWorkbook(ctx: Context, filters: RequestFilters): ReadableStream<Uint8Array> {
  return streamWorkbook<[RequestLogRow]>([requestSheet(ctx, filters)]);
}

/** The same as CSV. */
export function requestLogCsv(ctx: Context, filters: RequestFilters): ReadableStream<Uint8Array> {
  return streamCsv(requestSheet(ctx, filters));
}
