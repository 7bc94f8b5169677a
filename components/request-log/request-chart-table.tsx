import { CountsTable } from "@/components/request-log/counts-table";
import { formatDate } from "@/lib/format/dates";
import type { ChartSpan, RequestBar } from "@/lib/request-log/chart";

type RequestChartTableProps = { span: ChartSpan; title: string; bars: RequestBar[]; timeZone: string };

/** The numbers behind a request chart by hour or by day. */
export function RequestChartTable({ span, title, bars, timeZone }: RequestChartTableProps) {
  const unit = span === "hours" ? "hour" : "day";
  return (
    <CountsTable
      summary={`Numbers by ${unit}`}
      caption={`${title}: requests by ${unit} in ${timeZone.replaceAll("_", " ")}`}
      head={span === "hours" ? "Hour" : "Day"}
      bars={bars}
      renderTime={({ startsAt }) => formatDate(startsAt, timeZone, span === "hours" ? "datetime" : "date")}
    />
  );
}
