import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import { listUnknownSecrets } from "./unknown-secret-queries";
import type { UnknownSecretGroup, UnknownSecretQuery } from "./unknown-secret-schema";

async function* groupsOf(ctx: Context, query: UnknownSecretQuery): AsyncGenerator<UnknownSecretGroup> {
  yield* (await listUnknownSecrets(ctx, query)).groups;
}

/** The workbook of the unknown secrets that the page shows, the most frequent first. */
export function unknownSecretsWorkbook(ctx: Context, query: UnknownSecretQuery): ReadableStream<Uint8Array> {
  return streamWorkbook<[UnknownSecretGroup]>([
    {
      name: "Unknown secrets",
      rows: () => groupsOf(ctx, query),
      columns: [
        { header: "Secret begins with", width: 20, value: (row) => row.secretPrefix },
        { header: "IP", width: 40, value: (row) => row.ip },
        { header: "Requests", width: 10, value: (row) => row.calls },
        { header: "Codes", width: 36, value: (row) => row.codes.join(", ") },
        { header: "First (UTC)", width: 20, date: "seconds", value: (row) => row.firstAt },
        { header: "Last (UTC)", width: 20, date: "seconds", value: (row) => row.lastAt },
      ],
    },
  ]);
}
