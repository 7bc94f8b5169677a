import "server-only";
import { and, desc, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { env } from "../env";
import type { RequestBucket } from "./chart";
import { requestCondition } from "./conditions";
import { barStarts, type HistogramRange, type RequestHistogram } from "./histogram";
import type { RequestFilters } from "./schema";

/** So many calls are looked at for a histogram, the newest first; it then says how far back it counted. */
export const COUNTED_CALLS = 200_000;

const DAY_MS = 24 * 3600 * 1000;

export type HistogramQuery = { filters: RequestFilters; range: HistogramRange; timeZone: string };

/** The calls that the filters ask for by time and status class. What it costs is bounded, see `COUNTED_CALLS`. */
export async function countRequests(
  ctx: Context,
  query: HistogramQuery,
  { most = COUNTED_CALLS } = {},
): Promise<RequestHistogram> {
  const { range, filters, timeZone } = query;
  const starts = barStarts(range, timeZone);
  const bounds = sql.param(starts.map((start) => start.toISOString()));
  const { narrow, rest } = requestCondition(ctx, { ...filters, ...range });
  const looked = ctx.db
    .select()
    .from(apiRequests)
    .where(narrow)
    .orderBy(desc(apiRequests.startedAt), desc(apiRequests.id))
    .limit(most)
    .as("api_requests");
  const count = (status: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${and(status, rest)}))::int`;
  const rows = await ctx.db
    .select({
      // Counts from 1: the bar whose start is the last one not after the request. The bounds are a query of their own,
      // or they would be read from their texts anew for every row.
      bar: sql<number>`width_bucket(${apiRequests.startedAt}, (select ${bounds}::text[]::timestamptz[]))`,
      served: count(sql`${apiRequests.status} < 400`),
      refused: count(sql`${apiRequests.status} between 400 and 499`),
      failed: count(sql`${apiRequests.status} >= 500`),
      looked: sql<number>`count(*)::int`,
      first: sql<Date>`min(${apiRequests.startedAt})`.mapWith(apiRequests.startedAt),
    })
    .from(looked)
    .groupBy(sql`1`);
  const byBar = new Map<number, RequestBucket>();
  let total = 0;
  for (const { bar, served, refused, failed, looked: some } of rows) {
    total += some;
    byBar.set(bar, { startsAt: starts[bar - 1] ?? range.from, served, refused, failed });
  }
  const first = Math.min(...rows.map((row) => row.first.getTime()));
  return {
    ...range,
    bars: starts.map((startsAt, i) => byBar.get(i + 1) ?? { startsAt, served: 0, refused: 0, failed: 0 }),
    countedFrom: total >= most ? new Date(first) : null,
    keptFrom: new Date(Date.now() - env().REQUEST_LOG_RETENTION_DAYS * DAY_MS),
  };
}
