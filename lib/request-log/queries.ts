import "server-only";
import { apiRequests } from "@/db/schema/api-requests";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "../context";
import { cursorCodec } from "../http/cursor";
import type { RequestLogRow } from "./schema";

const cursors = cursorCodec("api_requests", z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]));

/** Microseconds since the epoch: a `Date` would lose the last three digits that the order rests on. */
const startedAtMicros = sql<string>`(extract(epoch from ${apiRequests.startedAt}) * 1000000)::bigint::text`;

function before(cursor: string | undefined): SQL | undefined {
  const position = cursors.decode(cursor);
  if (position === null) return undefined;
  const [micros, id] = position;
  return sql`(${apiRequests.startedAt}, ${apiRequests.id}) <
    (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)`;
}

/** One page of a token's log, newest first; `next` leads to older rows. Throws `invalid_cursor`. */
export async function listTokenRequests(
  ctx: Context,
  query: { tokenId: string; before?: string; size: number },
): Promise<{ rows: RequestLogRow[]; next: string | null }> {
  const found = await ctx.db
    .select({
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
      rowsReturned: apiRequests.rowsReturned,
      ip: apiRequests.ip,
      userAgent: apiRequests.userAgent,
    })
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, query.tokenId), before(query.before)))
    .orderBy(desc(apiRequests.startedAt), desc(apiRequests.id))
    .limit(query.size + 1);
  const rows = found.slice(0, query.size);
  const last = rows.at(-1);
  const next =
    found.length > query.size && last ? cursors.encode([last.micros, last.id]) : null;
  return { rows: rows.map(({ micros, ...row }) => row), next };
}

