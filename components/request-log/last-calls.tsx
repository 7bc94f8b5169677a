import { DateTime } from "@/components/layout/relative-time";
import { StatusCode } from "@/components/request-log/status-code";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import type { RequestLogRow } from "@/lib/request-log/schema";
import { apiPath, refusalReason } from "@/lib/request-log/words";
import { OPEN_PARAM } from "@/lib/table/list-query";

export type LastCallsProps = { tokenId: string; calls: readonly RequestLogRow[] };

/** The newest calls, one line each: status, what was asked, why it was refused, when; a line leads to its place in the log. */
export function LastCalls({ tokenId, calls }: LastCallsProps) {
  if (calls.length === 0)
    return <p className="text-sm text-muted-foreground">No requests yet. Each one appears here at once.</p>;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {calls.map((call) => {
        const reason = refusalReason(call);
        return (
          <li key={call.id} className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm sm:flex-nowrap">
            <StatusCode status={call.status} />
            <Link
              href={paths.tokenLog(tokenId, `?${OPEN_PARAM}=${call.id}`)}
              title={call.path}
              className="min-w-0 flex-1 truncate rounded-sm font-mono text-xs leading-5 hover:underline"
            >
              {call.method} {apiPath(call.path)}
            </Link>
            {reason && <span className="max-w-52 truncate text-xs text-muted-foreground">{reason}</span>}
            <DateTime
              value={call.startedAt}
              format="seconds"
              className="shrink-0 text-xs text-muted-foreground"
            />
          </li>
        );
      })}
    </ul>
  );
}
