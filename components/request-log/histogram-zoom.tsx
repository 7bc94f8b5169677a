"use client";

import { ZoomOut } from "lucide-react";
import { type PointerEvent, useCallback, useEffect, useState } from "react";
import { useTableUrl } from "@/components/data-table/table-url";
import { barWords } from "@/components/request-log/bar-words";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/format/dates";
import { HOUR_MS } from "@/lib/format/durations";
import { barEnd, type RequestHistogram, zoomedOut } from "@/lib/request-log/histogram";

const PRESETS = [
  { label: "Last hour", ms: HOUR_MS },
  { label: "24 hours", ms: 24 * HOUR_MS },
  { label: "7 days", ms: 7 * 24 * HOUR_MS },
  { label: "30 days", ms: 30 * 24 * HOUR_MS },
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
  const showLast = (ms: number) => go({ from: new Date(Date.now() - ms).toISOString(), to: null });
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Time shown</legend>
      {PRESETS.map(({ label, ms }) => (
        <Button key={label} variant="outline" size="sm" onClick={() => showLast(ms)}>
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

type Drag = { start: number; end: number };

function useEscape(isActive: boolean, onEscape: () => void) {
  useEffect(() => {
    if (!isActive) return;
    const listen = (event: KeyboardEvent) => event.key === "Escape" && onEscape();
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isActive, onEscape]);
}

function Dragged({ drag: { start, end }, step }: { drag: Drag; step: number }) {
  return (
    <rect
      x={`${Math.min(start, end) * step}%`}
      width={`${(Math.abs(end - start) + 1) * step}%`}
      height="100%"
      className="pointer-events-none fill-primary/20 stroke-primary"
    />
  );
}

/** Lies over the bars: shows what is under the pointer, and zooms to what is dragged over or pressed; Escape drops a drag. */
export function HistogramZoom({ histogram, timeZone }: { histogram: RequestHistogram; timeZone: string }) {
  const { bars } = histogram;
  const zoom = useZoom(histogram);
  const [drag, setDrag] = useState<Drag | null>(null);
  const drop = useCallback(() => setDrag(null), []);
  useEscape(drag !== null, drop);

  function barAt(event: PointerEvent<SVGSVGElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(1, width);
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  }

  function onPointerDown(event: PointerEvent<SVGSVGElement>) {
    if (event.button !== 0 || bars.length === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ start: barAt(event), end: barAt(event) });
  }

  function onPointerUp() {
    if (!drag) return;
    const [first, last] = [Math.min(drag.start, drag.end), Math.max(drag.start, drag.end)];
    const start = bars[first]?.startsAt;
    setDrag(null);
    if (start) zoom(start, barEnd(histogram, last));
  }

  const step = 100 / Math.max(1, bars.length);
  return (
    <svg
      aria-hidden="true"
      data-slot="histogram-zoom"
      width="100%"
      height="100%"
      className="absolute inset-0 cursor-crosshair touch-pan-y select-none"
      onPointerDown={onPointerDown}
      onPointerMove={(event) => drag && setDrag({ ...drag, end: barAt(event) })}
      onPointerUp={onPointerUp}
      onPointerCancel={drop}
    >
      {bars.map((bar, i) => (
        <rect
          key={bar.startsAt.getTime()}
          x={`${i * step}%`}
          width={`${step}%`}
          height="100%"
          className="fill-transparent hover:fill-foreground/5"
        >
          <title>{`${formatDate(bar.startsAt, timeZone, "seconds")}: ${barWords(bar)}`}</title>
        </rect>
      ))}
      {drag && <Dragged drag={drag} step={step} />}
    </svg>
  );
}
