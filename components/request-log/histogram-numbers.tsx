"use client";

import { CHART_CLASSES } from "@/components/request-log/chart-fills";
import { useZoom } from "@/components/request-log/histogram-zoom";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/format/dates";
import { formatNumber } from "@/lib/format/numbers";
import { bucketTotal } from "@/lib/request-log/chart";
import { barEnd, type RequestHistogram } from "@/lib/request-log/histogram";

type HistogramNumbersProps = { histogram: RequestHistogram; timeZone: string };

/** The numbers behind a histogram, newest first, folded away until they are asked for; each line zooms to its time. */
export function HistogramNumbers({ histogram, timeZone }: HistogramNumbersProps) {
  const zoom = useZoom(histogram);
  const lines = histogram.bars.map((bar, i) => ({ bar, end: barEnd(histogram, i) }));
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm py-1 text-muted-foreground hover:text-foreground">Numbers</summary>
      <table className="mt-1 w-full max-w-2xl border-collapse text-left">
        <caption className="sr-only">Requests over time</caption>
        <thead>
          <tr className="border-b">
            <th scope="col" className="py-1 font-medium">
              From
            </th>
            {CHART_CLASSES.map(({ name, label }) => (
              <th key={name} scope="col" className="py-1 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines
            .filter(({ bar }) => bucketTotal(bar) > 0)
            .toReversed()
            .map(({ bar, end }) => (
              <tr key={bar.startsAt.getTime()} className="border-b last:border-b-0">
                <th scope="row" className="py-1 font-normal whitespace-nowrap">
                  <Button variant="link" className="text-xs" onClick={() => zoom(bar.startsAt, end)}>
                    {formatDate(bar.startsAt, timeZone, "seconds")}
                  </Button>
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
