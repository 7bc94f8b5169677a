import { DAY_MS, HOUR_MS, MINUTE_MS } from "../format/durations";
import { addDays, fromLocal, toLocal } from "../format/zoned";

/** The two spans that a request chart shows: the last 24 hours by the hour, or 30 calendar days. */
const CHART_SPANS = { hours: 24, days: 30 } as const;
export type ChartSpan = keyof typeof CHART_SPANS;

/** Requests of one bar, from its start to the next one's: answered (2xx, 3xx), refused (4xx) and failed (5xx). */
export type RequestBar = { startsAt: Date; served: number; refused: number; failed: number };

/** What a chart shows of the requests. */
export type RequestCounts = {
  /** In order of time. */
  bars: RequestBar[];
  /** Where counting was broken off; null when all calls are counted. */
  countedFrom: Date | null;
};

/**
 * The starts of a chart's bars, oldest first: clock hours or calendar days of the zone, the running one last. A day of
 * 23 or 25 hours is one bar, and an hour that comes twice is two. Of the hour in which the last 24 hours begin the first
 * bar is what belongs to them.
 */
export function chartBarStarts(span: ChartSpan, now: Date, timeZone: string): Date[] {
  const local = toLocal(now, timeZone);
  const count = CHART_SPANS[span];
  if (span === "days") {
    const midnight = { ...local, hour: 0, minute: 0 };
    return Array.from({ length: count }, (_, i) => fromLocal(addDays(midnight, i + 1 - count), timeZone));
  }
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const hour = minute - local.minute * MINUTE_MS;
  const clockHours = Array.from({ length: count }, (_, i) => new Date(hour + (i + 1 - count) * HOUR_MS));
  return [new Date(now.getTime() - DAY_MS), ...clockHours];
}

/** All requests of one bar. */
export function barTotal({ served, refused, failed }: Omit<RequestBar, "startsAt">): number {
  return served + refused + failed;
}

/** The sums over all bars. */
export function sumBars(bars: readonly RequestBar[]): Omit<RequestBar, "startsAt"> {
  const sum = { served: 0, refused: 0, failed: 0 };
  for (const { served, refused, failed } of bars) {
    sum.served += served;
    sum.refused += refused;
    sum.failed += failed;
  }
  return sum;
}
