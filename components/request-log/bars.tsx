import type { ReactNode } from "react";
import { CHART_CLASSES, ChartFills, fillId } from "@/components/request-log/chart-fills";
import { formatNumber } from "@/lib/format/numbers";
import { barTotal, type RequestBar, sumBars } from "@/lib/request-log/chart";

/** Bars fill the height up to here, in percent, so that what is lifted to be visible still fits. */
const TALLEST = 94;
const THINNEST = 2.5;

/** One stacked bar in the box of its `svg`; `tallest` fills it. */
function Bar({ bar, tallest, chart }: { bar: RequestBar; tallest: number; chart: string }) {
  let top = 100;
  return CHART_CLASSES.filter(({ name }) => bar[name] > 0).map(({ name }) => {
    const height = Math.max(THINNEST, (TALLEST * bar[name]) / tallest);
    top -= height;
    return (
      <rect
        key={name}
        x="12%"
        width="76%"
        y={`${top}%`}
        height={`${height}%`}
        fill={`url(#${fillId(chart, name)})`}
        strokeWidth={1}
        className="stroke-card"
      />
    );
  });
}

/** Where the tallest bar ends. */
function TopLine() {
  const y = `${100 - TALLEST}%`;
  return <line x1="0" x2="100%" y1={y} y2={y} strokeDasharray="2 3" className="stroke-control" />;
}

export type BarsProps = {
  /** Tells the fills of one chart from those of another on the same page. */
  chart: string;
  bars: readonly RequestBar[];
  /** The chart in words. */
  label: string;
  heightPx: number;
  /** A line at the height of the tallest bar, for a chart that says what it stands for. */
  hasTopLine?: boolean;
  /** What lies behind a bar, in a box of its width and the whole height. */
  renderBehind?: (bar: RequestBar) => ReactNode;
};

/** Requests over time, one bar beside the other, each stacked by status class. */
export function Bars({ chart, bars, label, heightPx, hasTopLine = false, renderBehind }: BarsProps) {
  const tallest = Math.max(1, ...bars.map(barTotal));
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={heightPx}
      className="block border-b border-control"
    >
      <ChartFills chart={chart} />
      {hasTopLine && <TopLine />}
      {bars.map((bar, i) => (
        <svg
          key={bar.startsAt.getTime()}
          aria-hidden="true"
          x={`${(100 * i) / bars.length}%`}
          width={`${100 / bars.length}%`}
          height="100%"
        >
          {renderBehind?.(bar)}
          <Bar bar={bar} tallest={tallest} chart={chart} />
        </svg>
      ))}
    </svg>
  );
}

/** The times at the beginning, the middle and the end of the bars. */
export function BarTimes({ labels: [first, middle, last] }: { labels: readonly [string, string, string] }) {
  return (
    <div aria-hidden="true" className="flex justify-between text-xs text-muted-foreground">
      <span>{first}</span>
      <span>{middle}</span>
      <span>{last}</span>
    </div>
  );
}

/** The status classes with their fills and how many requests each has, as the items of a list. */
export function BarLegend({ chart, bars }: { chart: string; bars: readonly RequestBar[] }) {
  const sum = sumBars(bars);
  return CHART_CLASSES.map(({ name, label, codes }) => (
    <li key={name} className="flex items-center gap-1.5">
      <svg width={10} height={10} aria-hidden="true" className="shrink-0 rounded-[2px]">
        <rect width={10} height={10} fill={`url(#${fillId(chart, name)})`} />
      </svg>
      {label} ({codes}) <span className="text-foreground">{formatNumber(sum[name])}</span>
    </li>
  ));
}
