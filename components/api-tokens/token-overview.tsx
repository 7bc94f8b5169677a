import type { ReactNode } from "react";
import { TokenFacts } from "@/components/api-tokens/token-facts";
import { TokenStateSentence } from "@/components/api-tokens/token-state-sentence";
import { TokenTimeBar } from "@/components/api-tokens/token-time-bar";
import { ChangeList } from "@/components/audit/change-list";
import { CallbackList } from "@/components/callbacks/callback-list";
import { Deferred } from "@/components/layout/deferred";
import { LastCalls } from "@/components/request-log/last-calls";
import { CHART_HEIGHT, RequestChart } from "@/components/request-log/request-chart";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Permission } from "@/lib/api-tokens/permissions";
import type { TokenDetails, VisibleCounts } from "@/lib/api-tokens/schema";
import type { AuditRow } from "@/lib/audit/schema";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { paths } from "@/lib/paths";
import type { ChartSpan, RequestCounts } from "@/lib/request-log/chart";
import type { RequestLogRow } from "@/lib/request-log/schema";

/** What the overview shows; what can be slow to count comes as a promise and is streamed. */
export type TokenOverviewProps = {
  token: TokenDetails;
  now: Date;
  timeZone: string;
  canWrite: boolean;
  /** Who paused or deleted the token. */
  actor: string | null;
  /** Null of a deleted token, which sees nothing. */
  counts: Promise<VisibleCounts> | null;
  requests: Record<ChartSpan, Promise<RequestCounts>>;
  unused: Permission[];
  callbacks: CallbackDetails[];
  calls: RequestLogRow[];
  changes: AuditRow[];
};

function Section({ title, link, children }: { title: string; link?: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        {link}
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}

function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="py-0.5 text-sm text-primary hover:underline">
      {children}
    </Link>
  );
}

/** Everything about a token at a glance. */
export function TokenOverview(props: TokenOverviewProps) {
  const { token, now, timeZone, actor } = props;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
      <Card className="xl:col-span-2">
        <CardContent className="grid gap-4">
          <p className="text-lg">
            <TokenStateSentence token={token} actor={actor} />
          </p>
          <TokenTimeBar token={token} now={now} />
        </CardContent>
      </Card>
      <Card className="xl:col-span-2">
        <CardHeader>
          <CardTitle>Requests</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-x-8 gap-y-6 md:grid-cols-2">
          {(["hours", "days"] as const).map((span) => (
            <Deferred
              key={span}
              value={props.requests[span]}
              fallback={<Skeleton className={CHART_HEIGHT} />}
            >
              {(counts) => <RequestChart span={span} counts={counts} timeZone={timeZone} />}
            </Deferred>
          ))}
        </CardContent>
      </Card>
      <div className="grid min-w-0 content-start gap-5">
        <Card>
          <CardHeader>
            <CardTitle>Settings</CardTitle>
            {props.canWrite && <More href={paths.tokenDetails(token.id)}>Edit details</More>}
          </CardHeader>
          <CardContent className="py-1.5">
            <TokenFacts token={token} counts={props.counts} unused={props.unused} canWrite={props.canWrite} />
          </CardContent>
        </Card>
        <Section title="Callbacks" link={<More href={paths.tokenDeliveries(token.id)}>Deliveries</More>}>
          <CallbackList callbacks={props.callbacks} tokenState={token.state} />
        </Section>
      </div>
      <div className="grid min-w-0 content-start gap-5">
        <Section title="Last requests" link={<More href={paths.tokenLog(token.id)}>Whole log</More>}>
          <LastCalls tokenId={token.id} calls={props.calls} />
        </Section>
        <Section
          title="Last changes"
          link={<More href={paths.auditLog(`?${new URLSearchParams({ q: token.name })}`)}>Audit log</More>}
        >
          <ChangeList changes={props.changes} />
        </Section>
      </div>
    </div>
  );
}
