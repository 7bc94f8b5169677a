import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatCount, formatNumber, formatShare } from "@/lib/format/numbers";
import { barTotal, type RequestBar, sumBars } from "@/lib/request-log/chart";

/** One bar in words: "1,204 served, 39 refused, 0 failed". */
export function barWords(bar: RequestBar): string {
  return CHART_CLASSES.map(({ name, label }) => `${formatNumber(bar[name])} ${label.toLowerCase()}`).join(
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
