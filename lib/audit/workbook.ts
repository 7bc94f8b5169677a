import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import { eachRow } from "../table/keyset";
import { changeText } from "./change-text";
import { type AuditQuery, listAuditLog } from "./queries";
import type { AuditRow } from "./schema";
import { actionWords, targetWords } from "./words";

/** The workbook of the changes that the filters show, newest first. No secret is in it. */
export function auditWorkbook(
  ctx: Context,
  { q, filters }: Pick<AuditQuery, "q" | "filters">,
): ReadableStream<Uint8Array> {
  return streamWorkbook<[AuditRow]>([
    {
      name: "Audit log",
      rows: (signal) => eachRow((place) => listAuditLog(ctx, { q, filters, ...place }), { signal }),
      columns: [
        { header: "Time (UTC)", width: 20, date: "seconds", value: (row) => row.occurredAt },
        { header: "Person", width: 28, value: (row) => row.actorLabel },
        { header: "Change", width: 24, value: (row) => actionWords(row.action) },
        { header: "On", width: 16, value: (row) => targetWords(row.targetType) },
        { header: "Name", width: 32, value: (row) => row.targetLabel },
        {
          header: "What changed (times in UTC)",
          width: 70,
          value: (row) => row.changes.map((change) => changeText(change, "UTC")).join("\n") || null,
        },
        { header: "IP", width: 18, value: (row) => row.ip },
        { header: "Request id", width: 38, value: (row) => row.requestId },
        { header: "Target id", width: 38, value: (row) => row.targetId },
        { header: "Action", width: 30, value: (row) => row.action },
        { header: "Audit id", width: 38, value: (row) => row.id },
      ],
    },
  ]);
}
