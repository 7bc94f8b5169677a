import "server-only";
import { and, count, desc, eq, gt, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { owedRows } from "../callbacks/owed";
import { MAX_COUNTED_DELIVERIES } from "../callbacks/settings";
import type { Context } from "../context";
import { notFound } from "../errors";
import type { DeletionImpact, TokenIdsInput } from "./schema";

/** The last use is noted at most once in 30 seconds, so the last served call is near it, not at it. */
const NEAR = sql`interval '1 minute'`;

type Used = { id: string; lastUsedAt: Date | null };

/** Where the last served call of that token came from; null when it was never used or the log does not tell. */
async function lastIp(ctx: Context, { id, lastUsedAt }: Used): Promise<string | null> {
  if (lastUsedAt === null) return null;
  const at = sql`${lastUsedAt.toISOString()}::timestamptz`;
  const [call] = await ctx.db
    .select({ ip: apiRequests.ip })
    .from(apiRequests)
    .where(
      and(
        eq(apiRequests.tokenId, id),
        gt(apiRequests.startedAt, sql`${at} - ${NEAR}`),
        lt(apiRequests.startedAt, sql`${at} + ${NEAR}`),
        lt(apiRequests.status, 400),
      ),
    )
    .orderBy(desc(apiRequests.startedAt))
    .limit(1);
  return call?.ip ?? null;
}

function countCalls(ctx: Context, ids: string[]) {
  return ctx.db
    .select({ total: count() })
    .from(apiRequests)
    .where(
      and(inArray(apiRequests.tokenId, ids), gt(apiRequests.startedAt, sql`now() - interval '24 hours'`)),
    );
}

function countCallbacks(ctx: Context, ids: string[]) {
  return ctx.db
    .select({ total: count() })
    .from(callbacks)
    .where(and(inArray(callbacks.tokenId, ids), ne(callbacks.url, "")));
}

/** Counts up to one above `MAX_COUNTED_DELIVERIES`. */
function countPending(ctx: Context, ids: string[]) {
  return ctx.db.execute<{ total: number }>(sql`
    select count(*)::int as total from (
      select from ${callbacks} cross join lateral ${owedRows} owed
      where ${inArray(callbacks.tokenId, ids)} limit ${MAX_COUNTED_DELIVERIES + 1}) counted`);
}

/** What would die with these tokens, for the question before their deletion. Throws `not_found` when one is not there. */
export async function getDeletionImpact(ctx: Context, { ids }: TokenIdsInput): Promise<DeletionImpact> {
  const tokens = await ctx.db
    .select({
      id: apiTokens.id,
      lastUsedAt: apiTokens.lastUsedAt,
      usedInLastDay: sql<boolean>`coalesce(${apiTokens.lastUsedAt} > now() - interval '24 hours', false)`,
    })
    .from(apiTokens)
    .where(and(inArray(apiTokens.id, ids), isNull(apiTokens.deletedAt)))
    .orderBy(sql`${apiTokens.lastUsedAt} desc nulls last`);
  const [latest] = tokens;
  if (!latest || tokens.length !== ids.length) throw notFound(ids.length === 1 ? "This token" : "A token");
  const [lastUsedIp, [calls], [endpoints], [pending]] = await Promise.all([
    lastIp(ctx, latest),
    countCalls(ctx, ids),
    countCallbacks(ctx, ids),
    countPending(ctx, ids),
  ]);
  return {
    lastUsedAt: latest.lastUsedAt,
    lastUsedIp,
    usedInLastDay: tokens.filter((token) => token.usedInLastDay).length,
    callsInLastDay: calls?.total ?? 0,
    callbacks: endpoints?.total ?? 0,
    pendingDeliveries: pending?.total ?? 0,
  };
}
