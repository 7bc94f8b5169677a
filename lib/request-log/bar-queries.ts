import "server-only";
import { and, desc, type SQL, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import type { RequestBar, RequestCounts } from "./chart";

/** So many calls are looked at for a chart, the newest first; it then says how far back it counted. */
const COUNTED_CALLS = 200_000;

type BarQuery = {
  /** Of the bars, in order of time; each ends where the next one starts. */
  starts: readonly Date[];
  /** Which calls are looked at, none from before the first bar. */
  narrow: SQL | undefined;
  /** Which of those are counted; all of them unless told. */
  rest?: SQL | undefined;
  most?: number | undefined;
};

/** Calls by bar and status class, bars without any included. Reads at most `most` rows, see `COUNTED_CALLS`. */
export async function countByBar(ctx: Context, query: BarQuery): Promise<RequestCounts> {
  const { starts, narrow, rest, most = COUNTED_CALLS } = query;
  const bounds = sql.param(starts.map((start) => start.toISOString()));
  const looked = ctx.db
    .select()
    .from(apiRequests)
    .where(narrow)
    .orderBy(desc(apiRequests.startedAt), desc(apiRequests.id))
    .limit(most)
    .as("api_requests");
  const count = (status: SQL) => sql<number>`(count(*) filter (where ${and(status, rest)}))::int`;
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
  const byBar = new Map<number, Omit<RequestBar, "startsAt">>();
  let total = 0;
  for (const { bar, served, refused, failed, looked: some } of rows) {
    total += some;
    byBar.set(bar, { served, refused, failed });
  }
  const first = Math.min(...rows.map((row) => row.first.getTime()));
  const none = { served: 0, refused: 0, failed: 0 };
  return {
    bars: starts.map((startsAt, i) => ({ startsAt, ...(byBar.get(i + 1) ?? none) })),
    countedFrom: total >= most ? new Date(first) : null,
  };
}
