import type { ReactNode } from "react";
import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { formatNumber } from "@/lib/format/numbers";
import type { RequestBar } from "@/lib/request-log/chart";

export type CountsTableProps = {
  /** What is pressed to unfold the table. */
  summary: string;
  caption: string;
  /** Head of the first column. */
  head: string;
  /** The bars of the chart in their order. */
  bars: readonly RequestBar[];
  /** What the line of a bar begins with. */
  renderTime: (bar: RequestBar) => ReactNode;
};

/** The numbers behind a chart of requests, newest first, folded away until they are asked for. */
export function CountsTable({ summary, caption, head, bars, renderTime }: CountsTableProps) {
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
          {bars.toReversed().map((bar) => (
            <tr key={bar.startsAt.getTime()} className="border-b last:border-b-0">
              <th scope="row" className="py-1 font-normal whitespace-nowrap">
                {renderTime(bar)}
              </th>
              {CHART_CLASSES.map(({ name }) => (
                <td key={name} className="py-1 text-right">
                  {formatNumber(bar[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
