import { barWords, sumWords } from "@/components/request-log/bar-words";
import { BarLegend, Bars, BarTimes } from "@/components/request-log/bars";
import { CountedFrom } from "@/components/request-log/counted-from";
import { RequestChartTable } from "@/components/request-log/request-chart-table";
import { formatDate } from "@/lib/format/dates";
import { formatNumber } from "@/lib/format/numbers";
import { barTotal, type ChartSpan, type RequestBar, type RequestCounts } from "@/lib/request-log/chart";
import { cn } from "@/lib/utils";

export type RequestChartProps = { span: ChartSpan; counts: RequestCounts; timeZone: string };

/** Of every chart and of what holds its place. */
export const CHART_HEIGHT = "min-h-66";

const TITLES: Record<ChartSpan, string> = { hours: "Last 24 hours", days: "Last 30 days" };

/** The start of a bar in the zone: its time of day, or its date without the year. */
function barLabel(span: ChartSpan, startsAt: Date, timeZone: string): string {
  if (span === "hours") return formatDate(startsAt, timeZone, "time");
  return formatDate(startsAt, timeZone, "date").replace(/ \d{4}$/, "");
}

type LegendProps = { counts: RequestCounts; timeZone: string; chart: string; busiest: string };

function Legend({ counts: { bars, countedFrom }, timeZone, chart, busiest }: LegendProps) {
  return (
    <ul className="grid w-fit grid-cols-2 gap-x-6 gap-y-1 text-xs text-muted-foreground">
      <BarLegend chart={chart} bars={bars} />
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
  const label = (bar?: RequestBar) => (bar ? barLabel(span, bar.startsAt, timeZone) : "");
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
        <p className="text-sm text-muted-foreground">{sumWords(bars)}</p>
      </div>
      <Bars
        chart={chart}
        bars={bars}
        label={`${TITLES[span]}: ${sumWords(bars)}. ${busiest}.`}
        heightPx={112}
        renderBehind={(bar) => (
          <>
            <title>
              {`${formatDate(bar.startsAt, timeZone, span === "hours" ? "datetime" : "date")}: ${barWords(bar)}`}
            </title>
            <rect width="100%" height="100%" className="fill-transparent hover:fill-muted" />
          </>
        )}
      />
      <BarTimes labels={[label(bars[0]), label(bars[Math.floor(bars.length / 2)]), label(bars.at(-1))]} />
      <Legend counts={counts} timeZone={timeZone} chart={chart} busiest={busiest} />
      <RequestChartTable span={span} title={TITLES[span]} bars={bars} timeZone={timeZone} />
    </section>
  );
}
