import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatDate } from "@/lib/format/dates";
import { HOUR_MS, MINUTE_MS } from "@/lib/format/durations";
import { formatCount, formatNumber, formatShare } from "@/lib/format/numbers";
import { barTotal, type RequestBar, sumBars } from "@/lib/request-log/chart";

/** A time from its beginning to its end in the zone: "3 Nov 2026, 11:00 – 11:30", of whole days without the hours. */
export function spanWords(from: Date, to: Date, timeZone: string): string {
  const [ms, last] = [to.getTime() - from.getTime(), new Date(to.getTime() - 1)];
  const day = (at: Date) => formatDate(at, timeZone, "date");
  const isMidnight = [from, to].every((at) => formatDate(at, timeZone, "timeSeconds") === "00:00:00");
  if (isMidnight && ms > 22 * HOUR_MS)
    return day(from) === day(last) ? day(from) : `${day(from)} – ${day(last)}`;
  const hasSeconds = ms < MINUTE_MS;
  const begin = formatDate(from, timeZone, hasSeconds ? "seconds" : "datetime");
  if (day(from) === day(last))
    return `${begin} – ${formatDate(to, timeZone, hasSeconds ? "timeSeconds" : "time")}`;
  return `${begin} – ${formatDate(to, timeZone, hasSeconds ? "seconds" : "datetime")}`;
}

/** The numbers of a bar, or of several: "1,204 served, 39 refused, 0 failed". */
export function barWords(counts: Omit<RequestBar, "startsAt">): string {
  return CHART_CLASSES.map(({ name, label }) => `${formatNumber(counts[name])} ${label.toLowerCase()}`).join(
    ", ",
  );
}

/** The sum of bars in words: "1,204 requests, 3.2% refused, none failed". */
export function sumWords(bars: readonly RequestBar[]): string {
  const sum = sumBars(bars);
  const total = barTotal(sum);
  if (total === 0) return "No requests";
  const failed = sum.failed === 0 ? "none failed" : `${formatNumber(sum.failed)} failed`;
  return `${formatCount(total, "request")}, ${formatShare(sum.refused, total)} refused, ${failed}`;
}
