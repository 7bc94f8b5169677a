import { CHART_CLASSES, ChartFills, fillId } from "@/components/request-log/chart-fills";
import { CountedFrom } from "@/components/request-log/counted-from";
import { RequestChartTable } from "@/components/request-log/request-chart-table";
import { formatDate } from "@/lib/format/dates";
import { formatCount, formatNumber, formatShare } from "@/lib/format/numbers";
import {
  barTotal,
  type ChartSpan,
  type RequestBar,
  type RequestCounts,
  sumBars,
} from "@/lib/request-log/chart";
import { cn } from "@/lib/utils";

export type RequestChartProps = { span: ChartSpan; counts: RequestCounts; timeZone: string };

/** Of every chart and of what holds its place. */
export const CHART_HEIGHT = "min-h-66";

const TITLES: Record<ChartSpan, string> = { hours: "Last 24 hours", days: "Last 30 days" };

/** Bars fill the height up to here, in percent, so that what is lifted to be visible still fits. */
export const TALLEST = 94;
const THINNEST = 2.5;

/** The start of a bar in the zone: its time of day, or its date without the year. */
export function barLabel(span: ChartSpan, startsAt: Date, timeZone: string): string {
  if (span === "hours") return formatDate(startsAt, timeZone, "time");
  return formatDate(startsAt, timeZone, "date").replace(/ \d{4}$/, "");
}

type BarProps = { bar: RequestBar; tallest: number; chart: string };

/** One stacked bar in the box of its `svg`; `tallest` fills it. */
export function Bar({ bar, tallest, chart }: BarProps) {
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

/** The sum in words: "1,204 requests, 3.2% refused, none failed". */
export function sentence(bars: readonly RequestBar[]): string {
  const sum = sumBars(bars);
  const total = barTotal(sum);
  if (total === 0) return "No requests";
  const failed = sum.failed === 0 ? "none failed" : `${formatNumber(sum.failed)} failed`;
  return `${formatCount(total, "request")}, ${formatShare(sum.refused, total)} refused, ${failed}`;
}

type LegendProps = { counts: RequestCounts; timeZone: string; chart: string; busiest: string };

function Legend({ counts: { bars, countedFrom }, timeZone, chart, busiest }: LegendProps) {
  const sum = sumBars(bars);
  return (
    <ul className="grid w-fit grid-cols-2 gap-x-6 gap-y-1 text-xs text-muted-foreground">
      {CHART_CLASSES.map(({ name, label, codes }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width={10} height={10} aria-hidden="true" className="shrink-0 rounded-[2px]">
            <rect width={10} height={10} fill={`url(#${fillId(chart, name)})`} />
          </svg>
          {label} ({codes}) <span className="text-foreground">{formatNumber(sum[name])}</span>
        </li>
      ))}
      <li>{busiest}</li>
      {countedFrom && (
        <li className="col-span-2 text-foreground">
          <CountedFrom countedFrom={countedFrom} timeZone={timeZone} />
        </li>
      )}
    </ul>
  );
}

/** Requests over time, stacked by status class, drawn on the server: sums in words, bars, and the numbers as a table. */
export function RequestChart({ span, counts, timeZone }: RequestChartProps) {
  const { bars } = counts;
  const chart = `requests-${span}`;
  const most = Math.max(0, ...bars.map(barTotal));
  const label = (startsAt: Date | undefined) => (startsAt ? barLabel(span, startsAt, timeZone) : "");
  const busiest = `Busiest ${span === "hours" ? "hour" : "day"} ${formatNumber(most)}`;
  return (
    <section
      aria-labelledby={`${chart}-title`}
      className={cn("grid min-w-0 content-start gap-2", CHART_HEIGHT)}
    >
      <div>
        <h3 id={`${chart}-title`} className="text-sm font-medium">
          {TITLES[span]}
        </h3>
        <p className="text-sm text-muted-foreground">{sentence(bars)}</p>
      </div>
      <svg
        role="img"
        aria-label={`${TITLES[span]}: ${sentence(bars)}. ${busiest}.`}
        width="100%"
        height={112}
        className="block border-b border-control"
      >
        <ChartFills chart={chart} />
        {bars.map((bar, i) => (
          <svg
            key={bar.startsAt.getTime()}
            aria-hidden="true"
            x={`${(100 * i) / bars.length}%`}
            width={`${100 / bars.length}%`}
            height="100%"
          >
            <title>
              {`${formatDate(bar.startsAt, timeZone, span === "hours" ? "datetime" : "date")}: ${CHART_CLASSES.map(({ name, label: word }) => `${formatNumber(bar[name])} ${word.toLowerCase()}`).join(", ")}`}
            </title>
            <rect width="100%" height="100%" className="fill-transparent hover:fill-muted" />
            <Bar bar={bar} tallest={Math.max(1, most)} chart={chart} />
          </svg>
        ))}
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-muted-foreground">
        <span>{label(bars[0]?.startsAt)}</span>
        <span>{label(bars[Math.floor(bars.length / 2)]?.startsAt)}</span>
        <span>{label(bars.at(-1)?.startsAt)}</span>
      </div>
      <Legend counts={counts} timeZone={timeZone} chart={chart} busiest={busiest} />
      <RequestChartTable span={span} title={TITLES[span]} bars={bars} timeZone={timeZone} />
    </section>
  );
}
