import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatDate } from "@/lib/format/dates";
import { HOUR_MS, MINUTE_MS } from "@/lib/format/durations";
import { formatNumber } from "@/lib/format/numbers";
import type { RequestBar } from "@/lib/request-log/chart";

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

/** The numbers of a bar: "1,204 served, 3 refused, 0 failed". */
export function countWords(counts: Omit<RequestBar, "startsAt">): string {
  return CHART_CLASSES.map(({ name, label }) => `${formatNumber(counts[name])} ${label.toLowerCase()}`).join(
    ", ",
  );
}
