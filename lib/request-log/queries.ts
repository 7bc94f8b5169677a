import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { keyset } from "../table/keyset";
import type { KeysetQuery } from "../table/keyset-params";
import type { RequestLogPage, RequestLogRow } from "./schema";

const newestFirst = keyset({
  kind: "api_requests",
  position: z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]),
  key: [apiRequests.startedAt, apiRequests.id],
  values: ([micros, id]) => [
    sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`,
    sql`${id}::uuid`,
  ],
});

/** Microseconds since the epoch: a `Date` would lose the last three digits that the order rests on. */
const startedAtMicros = sql<string>`(extract(epoch from ${apiRequests.startedAt}) * 1000000)::bigint::text`;

const columns = {
  id: apiRequests.id,
  startedAt: apiRequests.startedAt,
  micros: startedAtMicros,
  durationMs: apiRequests.durationMs,
  method: apiRequests.method,
  path: apiRequests.path,
  query: apiRequests.query,
  status: apiRequests.status,
  code: apiRequests.code,
  missingPermission: apiRequests.missingPermission,
  secretHint: apiRequests.secretHint,
  rowsReturned: apiRequests.rowsReturned,
  ip: apiRequests.ip,
  userAgent: apiRequests.userAgent,
};

type TokenRequestQuery = KeysetQuery & { tokenId: string };

/**
 * One page of a token's log, newest first: the newest rows, or those beyond a cursor, `after` towards older ones and
 * `before` towards newer ones. Throws `invalid_cursor`.
 */
export async function listTokenRequests(ctx: Context, query: TokenRequestQuery): Promise<RequestLogPage> {
  const { beyond, orderBy, limit } = newestFirst.step(query);
  const found = await ctx.db
    .select(columns)
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, query.tokenId), beyond))
    .orderBy(...orderBy)
    .limit(limit);
  const page = newestFirst.page(query, found, (row) => [row.micros, row.id]);
  return { ...page, rows: page.rows.map(({ micros, ...row }) => row) };
}

/** One call of a token's log; null when the token has no such call. */
export async function findTokenRequest(
  ctx: Context,
  { tokenId, id }: { tokenId: string; id: string },
): Promise<RequestLogRow | null> {
  const [found] = await ctx.db
    .select(columns)
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, tokenId), eq(apiRequests.id, id)))
    .limit(1);
  if (found === undefined) return null;
  const { micros, ...row } = found;
  return row;
}
