import { RowSheet } from "@/components/data-table/row-sheet";
import { DateTime } from "@/components/layout/relative-time";
import { SecretPrefix } from "@/components/request-log/secret-prefix";
import { StatusCode } from "@/components/request-log/status-code";
import { formatCount } from "@/lib/format/numbers";
import type { RequestLogRow } from "@/lib/request-log/schema";

/** The newest calls behind one unknown secret from one address. */
export function UnknownSecretSheet({
  call,
  calls,
}: {
  call: RequestLogRow;
  calls: readonly RequestLogRow[];
}) {
  return (
    <RowSheet
      rowId={call.id}
      title={call.ip ?? "Unknown address"}
      badge={<SecretPrefix prefix={call.secretPrefix} />}
    >
      <section className="grid gap-2">
        <h3 className="text-sm font-medium">The newest {formatCount(calls.length, "request")}</h3>
        <ul className="divide-y">
          {calls.map((each) => (
            <li key={each.id} className="grid gap-0.5 py-2 text-sm">
              <span className="flex min-w-0 items-center gap-2">
                <StatusCode status={each.status} />
                <span className="min-w-0 flex-1 truncate font-mono text-xs" title={each.path}>
                  {each.method} {each.path}
                </span>
                <DateTime
                  value={each.startedAt}
                  format="seconds"
                  className="shrink-0 text-xs text-muted-foreground"
                />
              </span>
              <span className="truncate text-xs text-muted-foreground">
                {each.code} · {each.userAgent || "no user agent"}
              </span>
              <span className="font-mono text-xs text-muted-foreground">{each.id}</span>
            </li>
          ))}
        </ul>
      </section>
    </RowSheet>
  );
}
