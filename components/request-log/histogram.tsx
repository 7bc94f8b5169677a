"use client";

import { useSearchParams } from "next/navigation";
import { use, useEffect, useState } from "react";
import { TableUrlProvider } from "@/components/data-table/table-url";
import { useTimeZone } from "@/components/layout/time-provider";
import { sumWords } from "@/components/request-log/bar-words";
import { BarLegend, Bars, BarTimes } from "@/components/request-log/bars";
import { CountedFrom } from "@/components/request-log/counted-from";
import { HistogramNumbers } from "@/components/request-log/histogram-numbers";
import { HISTOGRAM_HEIGHT } from "@/components/request-log/histogram-skeleton";
import { HistogramZoom, ZoomButtons } from "@/components/request-log/histogram-zoom";
import { formatDate } from "@/lib/format/dates";
import { DAY_MS, MINUTE_MS } from "@/lib/format/durations";
import { formatCount, formatNumber } from "@/lib/format/numbers";
import { barTotal } from "@/lib/request-log/chart";
import type { RequestHistogram } from "@/lib/request-log/histogram";
import { cn } from "@/lib/utils";

const CHART = "requests-histogram";

type HistogramPartProps = { histogram: RequestHistogram; timeZone: string };

/** True when minutes do not tell one end of a histogram, or its middle, from the other. */
function needsSeconds({ from, to }: RequestHistogram): boolean {
  return to.getTime() - from.getTime() <= 5 * MINUTE_MS;
}

/** A moment in few characters: its time of day in a histogram of about a day, its date and time in a longer one. */
function momentLabel(value: Date, histogram: RequestHistogram, timeZone: string): string {
  const ms = histogram.to.getTime() - histogram.from.getTime();
  if (needsSeconds(histogram)) return formatDate(value, timeZone, "timeSeconds");
  if (ms <= DAY_MS / 2) return formatDate(value, timeZone, "time");
  return formatDate(value, timeZone, ms > 3 * DAY_MS ? "dayMonth" : "datetime").replace(/ \d{4},/, "");
}

function Legend({ histogram: { bars, countedFrom }, timeZone }: HistogramPartProps) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted-foreground">
      <BarLegend chart={CHART} bars={bars} />
      {countedFrom && (
        <li className="text-foreground">
          <CountedFrom countedFrom={countedFrom} timeZone={timeZone} /> Choose a shorter time for the rest.
        </li>
      )}
    </ul>
  );
}

function ZoomableBars({ histogram, timeZone }: HistogramPartProps) {
  const { bars, from, to } = histogram;
  const most = Math.max(0, ...bars.map(barTotal));
  const label = (moment: Date) => momentLabel(moment, histogram, timeZone);
  const words = `Requests over time: ${sumWords(bars)}. The most in one bar: ${formatNumber(most)}.`;
  return (
    <div className="grid gap-1">
      <p aria-hidden="true" className="-mb-1 h-4 text-right text-xs text-muted-foreground">
        {most > 0 && formatCount(most, "request")}
      </p>
      <div className="relative">
        <Bars chart={CHART} bars={bars} label={words} heightPx={96} hasTopLine={most > 0} />
        <HistogramZoom histogram={histogram} timeZone={timeZone} />
      </div>
      <BarTimes labels={[label(from), label(new Date((from.getTime() + to.getTime()) / 2)), label(to)]} />
    </div>
  );
}

/** Keeps what was there until the next is known, so that nothing on the page waits for a count. */
function useLatest<T>(promise: Promise<T>): { value: T; isStale: boolean } {
  const [shown, setShown] = useState(promise);
  useEffect(() => {
    let isOver = false;
    promise.then(
      () => isOver || setShown(promise),
      () => isOver || setShown(promise),
    );
    return () => {
      isOver = true;
    };
  }, [promise]);
  return { value: use(shown), isStale: shown !== promise };
}

/**
 * Requests over time by status class, for what the filters ask; a drag over it, a press on a bar or a button zooms. Null:
 * they could not be counted.
 */
export function Histogram({ histogram: counting }: { histogram: Promise<RequestHistogram | null> }) {
  const { value: histogram, isStale } = useLatest(counting);
  const timeZone = useTimeZone();
  const params = useSearchParams();
  if (histogram === null)
    return (
      <p className={cn("text-sm text-muted-foreground", HISTOGRAM_HEIGHT)}>
        The requests could not be counted. The list below is whole; reload the page to try again.
      </p>
    );
  const { from, to, bars } = histogram;
  const isDefault = ["from", "to", "q"].every((name) => !params.has(name));
  const when = (moment: Date) =>
    formatDate(moment, timeZone, needsSeconds(histogram) ? "seconds" : "datetime");
  return (
    <TableUrlProvider>
      <section
        data-slot="histogram"
        aria-label="Requests over time"
        aria-busy={isStale}
        className={cn(
          "grid min-w-0 content-start gap-2 transition-opacity",
          HISTOGRAM_HEIGHT,
          isStale && "opacity-55",
        )}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-sm">
            <span className="font-medium">
              {isDefault ? "The last 24 hours:" : `${when(from)} – ${when(to)}`}
            </span>{" "}
            <span className="text-muted-foreground">
              {sumWords(bars)}
              {isDefault && "; the list goes back further"}
            </span>
          </p>
          <ZoomButtons histogram={histogram} />
        </div>
        <ZoomableBars histogram={histogram} timeZone={timeZone} />
        <Legend histogram={histogram} timeZone={timeZone} />
        <HistogramNumbers histogram={histogram} timeZone={timeZone} />
      </section>
    </TableUrlProvider>
  );
}
