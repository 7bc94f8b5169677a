import "server-only";
import { and, eq, gte } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { countByBar } from "./bar-queries";
import { type ChartSpan, chartBarStarts, type RequestCounts } from "./chart";

type ChartQuery = { tokenId: string; span: ChartSpan; now: Date; timeZone: string };

/**
 * A token's requests of the last 24 hours by hour, or of 30 days of the zone by day, and by status class, oldest first,
 * hours and days without any included. What it costs is bounded, see `COUNTED_CALLS`.
 */
export async function countRequestsByTime(
  ctx: Context,
  { tokenId, span, now, timeZone }: ChartQuery,
  { most }: { most?: number } = {},
): Promise<RequestCounts> {
  const starts = chartBarStarts(span, now, timeZone);
  const [first = now] = starts;
  const narrow = and(eq(apiRequests.tokenId, tokenId), gte(apiRequests.startedAt, first));
  return countByBar(ctx, { starts, narrow, most });
}
