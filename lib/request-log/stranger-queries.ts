import "server-only";
import { and, desc, gte, isNull, lt, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import { type Context, requireRight } from "../context";
import type { StrangerGroup, StrangerGroups, StrangerQuery } from "./stranger-schema";

/** So many of the newest calls are grouped: a flood of millions costs no more. */
const GROUPED_CALLS = 20_000;
const SHOWN_GROUPS = 200;

/** A group, and what was counted for all of them. */
type GroupRow = StrangerGroup & { counted: number; countedFrom: Date };

/**
 * Calls without a known token by the first characters of their secret and their address, the most frequent first; of
 * the newest 20,000 of the time. Throws `forbidden` for who is no admin.
 */
export async function listStrangers(
  ctx: Context,
  { from, to }: StrangerQuery,
  { most = GROUPED_CALLS } = {},
): Promise<StrangerGroups> {
  requireRight(ctx, "write");
  const newest = ctx.db
    .select({
      id: apiRequests.id,
      startedAt: apiRequests.startedAt,
      secretPrefix: apiRequests.secretPrefix,
      ip: apiRequests.ip,
      code: apiRequests.code,
    })
    .from(apiRequests)
    .where(and(isNull(apiRequests.tokenId), gte(apiRequests.startedAt, from), lt(apiRequests.startedAt, to)))
    .orderBy(desc(apiRequests.startedAt), desc(apiRequests.id))
    .limit(most)
    .as("newest");
  const instant = (text: ReturnType<typeof sql>) => sql<Date>`${text}`.mapWith(apiRequests.startedAt);
  const rows: GroupRow[] = await ctx.db
    .select({
      id: sql<string>`(array_agg(${newest.id} order by ${newest.startedAt} desc))[1]`,
      secretPrefix: newest.secretPrefix,
      ip: newest.ip,
      calls: sql<number>`count(*)::int`,
      codes: sql<
        string[]
      >`coalesce(array_agg(distinct ${newest.code}) filter (where ${newest.code} is not null), '{}')`,
      firstAt: instant(sql`min(${newest.startedAt})`),
      lastAt: instant(sql`max(${newest.startedAt})`),
      counted: sql<number>`(sum(count(*)) over ())::int`,
      countedFrom: instant(sql`min(min(${newest.startedAt})) over ()`),
    })
    .from(newest)
    .groupBy(newest.secretPrefix, newest.ip)
    .orderBy(sql`count(*) desc`, sql`max(${newest.startedAt}) desc`)
    .limit(SHOWN_GROUPS + 1);
  const [first] = rows;
  return {
    groups: rows.slice(0, SHOWN_GROUPS).map(({ counted, countedFrom, ...group }) => group),
    hasMore: rows.length > SHOWN_GROUPS,
    calls: first?.counted ?? 0,
    countedFrom: first && first.counted >= most ? first.countedFrom : null,
  };
}
