import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatDate } from "@/lib/format/dates";
import { formatNumber } from "@/lib/format/numbers";
import type { ChartSpan, RequestBucket } from "@/lib/request-log/chart";

type RequestChartTableProps = { span: ChartSpan; title: string; buckets: RequestBucket[]; timeZone: string };

/** The numbers behind a request chart, newest first, folded away until they are asked for. */
export function RequestChartTable({ span, title, buckets, timeZone }: RequestChartTableProps) {
  const zone = timeZone.replaceAll("_", " ");
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm py-1 text-muted-foreground hover:text-foreground">
        Numbers by {span === "hours" ? "hour" : "day"}
      </summary>
      <table className="mt-1 w-full border-collapse text-left">
        <caption className="sr-only">
          {title}: requests by {span === "hours" ? "hour" : "day"} in {zone}
        </caption>
        <thead>
          <tr className="border-b">
            <th scope="col" className="py-1 font-medium">
              {span === "hours" ? "Hour" : "Day"}
            </th>
            {CHART_CLASSES.map(({ name, label }) => (
              <th key={name} scope="col" className="py-1 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.toReversed().map((bucket) => (
            <tr key={bucket.startsAt.getTime()} className="border-b last:border-b-0">
              <th scope="row" className="py-1 font-normal whitespace-nowrap">
                {formatDate(bucket.startsAt, timeZone, span === "hours" ? "datetime" : "date")}
              </th>
              {CHART_CLASSES.map(({ name }) => (
                <td key={name} className="py-1 text-right">
                  {formatNumber(bucket[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
