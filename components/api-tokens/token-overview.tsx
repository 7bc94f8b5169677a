import Link from "next/link";
import { TokenFacts } from "@/components/api-tokens/token-facts";
import { ChangeList } from "@/components/audit/change-list";
import { CallbackStatus } from "@/components/callbacks/callback-status";
import { DateTime } from "@/components/layout/relative-time";
import { StatusCode } from "@/components/request-log/status-code";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { AuditRow } from "@/lib/audit/schema";
import { type CallbackDetails, EVENT_LABELS } from "@/lib/callbacks/schema";
import { paths } from "@/lib/paths";
import type { RequestLogRow } from "@/lib/request-log/schema";

export type TokenOverviewProps = {
  token: TokenDetails;
  callbacks: CallbackDetails[];
  calls: RequestLogRow[];
  changes: AuditRow[];
};

/** Everything about a token at a glance; nothing can be changed here. */
export function TokenOverview({ token, callbacks, calls, changes }: TokenOverviewProps) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>Token</CardTitle>
        </CardHeader>
        <CardContent className="py-1.5">
          <TokenFacts token={token} />
        </CardContent>
      </Card>
      <div className="grid content-start gap-5">
        <Card>
          <CardHeader>
            <CardTitle>Callbacks</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-3">
            {callbacks.map((callback) => (
              <div key={callback.eventType}>
                <p className="text-sm font-medium">{EVENT_LABELS[callback.eventType]}</p>
                {callback.url === "" ? (
                  <p className="text-sm text-muted-foreground">No endpoint</p>
                ) : (
                  <>
                    <p className="mb-1 font-mono text-xs break-all">{callback.url}</p>
                    <CallbackStatus callback={callback} />
                  </>
                )}
              </div>
            ))}
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Last calls</CardTitle>
            <Link href={paths.tokenLog(token.id)} className="text-sm text-primary hover:underline">
              Whole log
            </Link>
          </CardHeader>
          <CardContent>
            {calls.length === 0 && <p className="text-sm text-muted-foreground">No calls yet.</p>}
            <ul className="grid gap-1.5">
              {calls.map((call) => (
                <li key={call.id} className="flex min-w-0 items-center gap-2 text-sm">
                  <StatusCode status={call.status} />
                  <span className="min-w-0 flex-1 truncate font-mono text-xs" title={call.path}>
                    {call.method} {call.path}
                  </span>
                  <DateTime value={call.startedAt} className="shrink-0 text-xs text-muted-foreground" />
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Last changes</CardTitle>
          </CardHeader>
          <CardContent>
            <ChangeList changes={changes} />
          </CardContent>
        </Card>
      </div>
    </div>
  );
}
