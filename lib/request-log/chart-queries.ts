import "server-only";
import { and, eq, gte, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { bucketStarts, type ChartSpan, type RequestBucket } from "./chart";

type ChartQuery = { tokenId: string; span: ChartSpan; now: Date; timeZone: string };

/**
 * A token's requests by hour or by day of the zone and by status class, oldest first, hours and days without any
 * included. Reads at most the rows of 30 days.
 */
export async function countRequestsByTime(ctx: Context, query: ChartQuery): Promise<RequestBucket[]> {
  const starts = bucketStarts(query.span, query.now, query.timeZone);
  const [first = query.now] = starts;
  const bounds = sql.param(starts.map((start) => start.toISOString()));
  const rows = await ctx.db
    .select({
      // Counts from 1: the bar whose start is the last one not after the request. The bounds are a query of their own,
      // or they would be read from their texts anew for every row.
      bar: sql<number>`width_bucket(${apiRequests.startedAt}, (select ${bounds}::text[]::timestamptz[]))`,
      served: sql<number>`(count(*) filter (where ${apiRequests.status} < 400))::int`,
      refused: sql<number>`(count(*) filter (where ${apiRequests.status} between 400 and 499))::int`,
      failed: sql<number>`(count(*) filter (where ${apiRequests.status} >= 500))::int`,
    })
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, query.tokenId), gte(apiRequests.startedAt, first)))
    .groupBy(sql`1`);
  const byBar = new Map(rows.map(({ bar, ...counts }) => [bar, counts]));
  const none = { served: 0, refused: 0, failed: 0 };
  return starts.map((startsAt, i) => ({ startsAt, ...(byBar.get(i + 1) ?? none) }));
}
