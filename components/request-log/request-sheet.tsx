import { RowSheet } from "@/components/data-table/row-sheet";
import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime } from "@/components/layout/relative-time";
import { StatusCode } from "@/components/request-log/status-code";
import { formatDuration, formatNumber } from "@/lib/format/numbers";
import { refusalReason } from "@/lib/request-log/refusal-reason";
import type { RequestLogRow } from "@/lib/request-log/schema";

/** Everything that was logged of one call. */
export function RequestSheet({ call }: { call: RequestLogRow }) {
  const reason = refusalReason(call);
  return (
    <RowSheet
      rowId={call.id}
      title={`${call.method} ${call.path.replace(/^\/api\/v1(?=\/)/, "")}`}
      badge={<StatusCode status={call.status} />}
    >
      <DescriptionList>
        {reason && <DescriptionItem term="Refused because">{reason}</DescriptionItem>}
        <DescriptionItem term="Time">
          <DateTime value={call.startedAt} format="seconds" />
        </DescriptionItem>
        <DescriptionItem term="Path" mono>
          {call.path}
        </DescriptionItem>
        <DescriptionItem term="Query" mono={call.query !== null}>
          {call.query ?? "–"}
        </DescriptionItem>
        <DescriptionItem term="Duration">{formatDuration(call.durationMs)}</DescriptionItem>
        <DescriptionItem term="Rows">
          {call.rowsReturned === null ? "–" : formatNumber(call.rowsReturned)}
        </DescriptionItem>
        <DescriptionItem term="IP" mono>
          {call.ip ?? "unknown"}
        </DescriptionItem>
        <DescriptionItem term="Secret" mono={call.secretHint !== null}>
          {call.secretHint === null ? "–" : `…${call.secretHint}`}
        </DescriptionItem>
        <DescriptionItem term="User agent">{call.userAgent || "–"}</DescriptionItem>
        <DescriptionItem term="Request id" mono>
          {call.id}
        </DescriptionItem>
      </DescriptionList>
    </RowSheet>
  );
}
