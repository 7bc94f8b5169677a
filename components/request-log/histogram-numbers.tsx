"use client";

import { CountsTable } from "@/components/request-log/counts-table";
import { useZoom } from "@/components/request-log/histogram-zoom";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/format/dates";
import { barTotal } from "@/lib/request-log/chart";
import { barEnd, type RequestHistogram } from "@/lib/request-log/histogram";

type HistogramNumbersProps = { histogram: RequestHistogram; timeZone: string };

/** The numbers behind a histogram without its empty bars; each line zooms to its time. */
export function HistogramNumbers({ histogram, timeZone }: HistogramNumbersProps) {
  const zoom = useZoom(histogram);
  return (
    <CountsTable
      summary="Numbers"
      caption="Requests over time"
      head="From"
      bars={histogram.bars.filter((bar) => barTotal(bar) > 0)}
      renderTime={(bar) => (
        <Button
          variant="link"
          className="text-xs"
          onClick={() => zoom(bar.startsAt, barEnd(histogram, histogram.bars.indexOf(bar)))}
        >
          {formatDate(bar.startsAt, timeZone, "seconds")}
        </Button>
      )}
    />
  );
}
