import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { cursorCodec } from "../http/cursor";
import type { RequestLogPage } from "./schema";

const cursors = cursorCodec("api_requests", z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]));

/** Microseconds since the epoch: a `Date` would lose the last three digits that the order rests on. */
const startedAtMicros = sql<string>`(extract(epoch from ${apiRequests.startedAt}) * 1000000)::bigint::text`;

type Direction = "older" | "newer";

function beyond(cursor: string | undefined, direction: Direction): SQL | undefined {
  const position = cursors.decode(cursor);
  if (position === null) return undefined;
  const [micros, id] = position;
  const sign = sql.raw(direction === "older" ? "<" : ">");
  return sql`(${apiRequests.startedAt}, ${apiRequests.id}) ${sign}
    (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)`;
}

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

type TokenRequestQuery = { tokenId: string; after?: string; before?: string; size: number };

/**
 * One page of a token's log, newest first: the newest rows, or those beyond a cursor, `after` towards older ones and
 * `before` towards newer ones. Throws `invalid_cursor`.
 */
export async function listTokenRequests(ctx: Context, query: TokenRequestQuery): Promise<RequestLogPage> {
  const direction: Direction = query.before === undefined ? "older" : "newer";
  const order = direction === "older" ? desc : asc;
  const found = await ctx.db
    .select(columns)
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, query.tokenId), beyond(query.before ?? query.after, direction)))
    .orderBy(order(apiRequests.startedAt), order(apiRequests.id))
    .limit(query.size + 1);
  const more = found.length > query.size;
  const page = found.slice(0, query.size);
  if (direction === "newer") page.reverse();
  const cursorAt = (row: (typeof page)[number] | undefined) =>
    row ? cursors.encode([row.micros, row.id]) : null;
  const hasNewer = direction === "newer" ? more : query.after !== undefined;
  const hasOlder = direction === "older" ? more : true;
  return {
    rows: page.map(({ micros, ...row }) => row),
    before: hasNewer ? cursorAt(page[0]) : null,
    after: hasOlder ? cursorAt(page.at(-1)) : null,
  };
}
