import type { ReactNode } from "react";
import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatNumber } from "@/lib/format/numbers";
import type { RequestBucket } from "@/lib/request-log/chart";

export type CountsTableProps = {
  /** What is pressed to unfold the table. */
  summary: string;
  caption: string;
  /** Head of the first column. */
  head: string;
  /** The bars of the chart in their order. */
  buckets: readonly RequestBucket[];
  /** What the line of a bar begins with. */
  renderTime: (bucket: RequestBucket) => ReactNode;
};

/** The numbers behind a chart of requests, newest first, folded away until they are asked for. */
export function CountsTable({ summary, caption, head, buckets, renderTime }: CountsTableProps) {
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm py-1 text-muted-foreground hover:text-foreground">
        {summary}
      </summary>
      <table className="mt-1 w-full max-w-2xl border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b">
            <th scope="col" className="py-1 font-medium">
              {head}
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
                {renderTime(bucket)}
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
