"use client";

import { ZoomOut } from "lucide-react";
import { useTableUrl } from "@/components/data-table/table-url";
import { BarTip } from "@/components/request-log/bar-tip";
import { barWords, spanWords } from "@/components/request-log/bar-words";
import { type BarRange, useBarChoice } from "@/components/request-log/use-bar-choice";
import { Button } from "@/components/ui/button";
import { DAY_MS, HOUR_MS } from "@/lib/format/durations";
import { sumBars } from "@/lib/request-log/chart";
import { barEnd, type RequestHistogram, zoomedOut } from "@/lib/request-log/histogram";

const PRESETS = [
  { label: "Last hour", ms: HOUR_MS },
  { label: "24 hours", ms: DAY_MS },
  { label: "7 days", ms: 7 * DAY_MS },
  { label: "30 days", ms: 30 * DAY_MS },
];

/** Puts the time of some bars into the address. */
export function useZoom({ from, to }: Pick<RequestHistogram, "from" | "to">) {
  const { go } = useTableUrl();
  return (start: Date, end: Date) => {
    const inside = { from: start < from ? from : start, to: end > to ? to : end };
    go({ from: inside.from.toISOString(), to: inside.to.toISOString() });
  };
}

/** The ways to another time that need no pointer. */
export function ZoomButtons({ histogram }: { histogram: RequestHistogram }) {
  const { go, params } = useTableUrl();
  const wider = zoomedOut(histogram);
  const showsAll = histogram.from <= histogram.keptFrom && !params.has("to");
  const lasts = histogram.to.getTime() - histogram.from.getTime();
  // What begins at a chosen moment lasts a little longer by the time it is counted.
  const isInUse = (ms: number) =>
    !params.has("to") &&
    (params.has("from") ? Math.abs(lasts - ms) < ms / 60 : lasts === ms && ms === DAY_MS);
  const showLast = (ms: number) => go({ from: new Date(Date.now() - ms).toISOString(), to: null });
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Time shown</legend>
      {PRESETS.map(({ label, ms }) => (
        <Button
          key={label}
          variant="outline"
          size="sm"
          aria-pressed={isInUse(ms)}
          className="aria-pressed:border-primary aria-pressed:bg-selected aria-pressed:text-primary"
          onClick={() => showLast(ms)}
        >
          {label}
        </Button>
      ))}
      <Button
        variant="outline"
        size="sm"
        disabled={showsAll || (!params.has("from") && !params.has("to"))}
        onClick={() => go({ from: wider.from.toISOString(), to: wider.to?.toISOString() ?? null })}
      >
        <ZoomOut />
        Zoom out
      </Button>
    </fieldset>
  );
}

/** What the bars from one to the other show together. */
function chosenOf(histogram: RequestHistogram, range: BarRange, timeZone: string) {
  const [first, last] = [Math.min(range.start, range.end), Math.max(range.start, range.end)];
  const start = histogram.bars[first]?.startsAt ?? histogram.from;
  const from = new Date(Math.max(start.getTime(), histogram.from.getTime()));
  const step = 100 / Math.max(1, histogram.bars.length);
  return {
    left: first * step,
    width: (last - first + 1) * step,
    time: spanWords(from, barEnd(histogram, last), timeZone),
    counts: sumBars(histogram.bars.slice(first, last + 1)),
  };
}

/**
 * Lies over the bars: tells the time and the numbers of the bar under the pointer or reached by the arrows, and zooms to
 * what is dragged over, pressed or entered.
 */
export function HistogramZoom({ histogram, timeZone }: { histogram: RequestHistogram; timeZone: string }) {
  const count = histogram.bars.length;
  const zoom = useZoom(histogram);
  const { range, isDragged, handlers } = useBarChoice(count, (first, last) => {
    const start = histogram.bars[first]?.startsAt;
    if (start) zoom(start, barEnd(histogram, last));
  });
  const chosen = range && chosenOf(histogram, range, timeZone);
  const told = chosen ?? chosenOf(histogram, { start: count - 1, end: count - 1 }, timeZone);
  return (
    <div
      role="slider"
      tabIndex={0}
      data-slot="histogram-zoom"
      aria-label="Bars of the chart: arrows move, Enter zooms"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(range?.end ?? count - 1) + 1}
      aria-valuetext={`${told.time}: ${barWords(told.counts)}`}
      className="absolute inset-0 cursor-crosshair touch-pan-y select-none focus-visible:-outline-offset-2"
      {...handlers}
    >
      {chosen && (
        <>
          <svg aria-hidden="true" width="100%" height="100%" className="block">
            <rect
              x={`${chosen.left}%`}
              width={`${chosen.width}%`}
              height="100%"
              className={isDragged ? "fill-primary/20 stroke-primary" : "fill-foreground/8"}
            />
          </svg>
          <BarTip time={chosen.time} counts={chosen.counts} at={chosen.left + chosen.width / 2} />
        </>
      )}
    </div>
  );
}
