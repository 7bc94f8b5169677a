import "server-only";
import { and, desc, eq, gte, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import { type Context, requireRight } from "../context";
import { listRequestPage } from "./queries";
import type { RequestLogPage, RequestLogRow } from "./schema";
import type { UnknownSecretGroup, UnknownSecretGroups, UnknownSecretQuery } from "./unknown-secret-schema";

/** So many of the newest calls are grouped: a flood of millions costs no more. */
const GROUPED_CALLS = 20_000;
const SHOWN_GROUPS = 200;

/** A group, and what was counted for all of them; `looked` and `countedFrom` with the served calls. */
type GroupRow = UnknownSecretGroup & {
  isServed: boolean;
  counted: number;
  looked: number;
  countedFrom: Date;
};

/** So many of the newest calls of the time without a known token, served ones included. */
function newestUnknownSecrets(ctx: Context, { from, to }: UnknownSecretQuery, most: number) {
  return ctx.db
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
}

/**
 * Refused calls without a known token by the first characters of their secret and their address, the most frequent
 * first; of the newest 20,000 of the time, among which those that needed no token and were served count too. Throws
 * `forbidden` for who is no admin.
 */
export async function listUnknownSecrets(
  ctx: Context,
  query: UnknownSecretQuery,
  { most = GROUPED_CALLS } = {},
): Promise<UnknownSecretGroups> {
  requireRight(ctx, "write");
  const newest = newestUnknownSecrets(ctx, query, most);
  const instant = (text: ReturnType<typeof sql>) => sql<Date>`${text}`.mapWith(apiRequests.startedAt);
  const isServed = sql<boolean>`${newest.code} is null`;
  const rows: GroupRow[] = await ctx.db
    .select({
      id: sql<string>`(array_agg(${newest.id} order by ${newest.startedAt} desc))[1]`,
      secretPrefix: newest.secretPrefix,
      ip: newest.ip,
      calls: sql<number>`count(*)::int`,
      codes: sql<string[]>`array_agg(distinct ${newest.code})`,
      firstAt: instant(sql`min(${newest.startedAt})`),
      lastAt: instant(sql`max(${newest.startedAt})`),
      isServed,
      counted: sql<number>`(sum(count(${newest.code})) over ())::int`,
      looked: sql<number>`(sum(count(*)) over ())::int`,
      countedFrom: instant(sql`min(min(${newest.startedAt})) over ()`),
    })
    .from(newest)
    .groupBy(newest.secretPrefix, newest.ip, isServed)
    .orderBy(isServed, sql`count(*) desc`, sql`max(${newest.startedAt}) desc`)
    .limit(SHOWN_GROUPS + 1);
  const [first] = rows;
  const refused = rows.filter((row) => !row.isServed);
  return {
    groups: refused
      .slice(0, SHOWN_GROUPS)
      .map(({ isServed, counted, looked, countedFrom, ...group }) => group),
    hasMore: refused.length > SHOWN_GROUPS,
    calls: first?.counted ?? 0,
    countedFrom: first && first.looked >= most ? first.countedFrom : null,
  };
}

/**
 * The newest refused calls without a known token that came with the same first characters from the same address. Throws
 * `forbidden` for who is no admin.
 */
export async function listUnknownSecretRequests(
  ctx: Context,
  { secretPrefix, ip }: Pick<RequestLogRow, "secretPrefix" | "ip">,
  size: number,
): Promise<RequestLogPage> {
  requireRight(ctx, "write");
  const where = {
    narrow: and(isNull(apiRequests.tokenId), ip === null ? isNull(apiRequests.ip) : eq(apiRequests.ip, ip)),
    rest: and(
      isNotNull(apiRequests.code),
      secretPrefix === null ? isNull(apiRequests.secretPrefix) : eq(apiRequests.secretPrefix, secretPrefix),
    ),
  };
  return listRequestPage(ctx, where, { size });
}
