import type { ReactNode } from "react";
import { TokenLink } from "@/components/api-tokens/token-link";
import { RowSheet } from "@/components/data-table/row-sheet";
import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime } from "@/components/layout/relative-time";
import { NearDeliveryList } from "@/components/request-log/near-delivery-list";
import { Refusal } from "@/components/request-log/refusal";
import { StatusCode } from "@/components/request-log/status-code";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { formatBytes, formatDuration, formatNumber } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";
import { curlOf } from "@/lib/request-log/curl";
import type { NearDeliveries, RequestLogRow } from "@/lib/request-log/schema";
import { apiPath, streamWords } from "@/lib/request-log/words";

function SupplierLink({ call }: { call: RequestLogRow }) {
  if (call.supplierId === null) return "–";
  return (
    <Link
      href={paths.supplier(call.supplierId)}
      className="rounded-sm text-primary underline-offset-4 hover:underline"
    >
      <bdi>{call.supplierName ?? call.supplierId}</bdi>
    </Link>
  );
}

function Secret({ call }: { call: RequestLogRow }) {
  if (call.secretHint !== null) return `…${call.secretHint}`;
  return call.secretPrefix === null ? "–" : `${call.secretPrefix}…`;
}

function Curl({ command }: { command: string }) {
  return (
    <section className="grid gap-2">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">Repeat it</h3>
        <CopyButton value={command} label="Copy curl" size="sm" />
      </div>
      <pre className="rounded-md border bg-surface p-3 font-mono text-xs whitespace-pre-wrap break-all">
        {command}
      </pre>
    </section>
  );
}

/** What was asked and answered. */
function Answer({ call }: { call: RequestLogRow }) {
  const item = (term: string, value: ReactNode, mono = false) => (
    <DescriptionItem term={term} mono={mono && value !== null}>
      {value ?? "–"}
    </DescriptionItem>
  );
  return (
    <>
      {item("Route", call.route ?? "No such route", call.route !== null)}
      {item("Path", call.path, true)}
      {item("Query", call.query, true)}
      {item("Duration", formatDuration(call.durationMs))}
      {item("Rows", call.rowsReturned === null ? null : formatNumber(call.rowsReturned))}
      {item("Size", call.responseBytes === null ? null : formatBytes(call.responseBytes))}
      {call.streamState && item("Streamed", streamWords(call))}
    </>
  );
}

export type RequestSheetProps = {
  call: RequestLogRow;
  deliveries: NearDeliveries | null;
  /** Where the API is, for the `curl`. */
  apiUrl: string;
};

/** Everything that was logged of one call, and what its token was owed beside it. */
export function RequestSheet({ call, deliveries, apiUrl }: RequestSheetProps) {
  return (
    <RowSheet
      rowId={call.id}
      title={`${call.method} ${apiPath(call.path)}`}
      badge={<StatusCode status={call.status} />}
    >
      <DescriptionList>
        {call.code !== null && (
          <DescriptionItem term="Refused because">
            <Refusal call={call} />
            {call.detail && <p className="mt-1 text-muted-foreground">{call.detail}</p>}
          </DescriptionItem>
        )}
        <DescriptionItem term="Time">
          <DateTime value={call.startedAt} format="seconds" />
        </DescriptionItem>
        <DescriptionItem term="Token">
          <TokenLink token={call} />
        </DescriptionItem>
        <DescriptionItem term="Supplier">
          <SupplierLink call={call} />
        </DescriptionItem>
        <Answer call={call} />
        <DescriptionItem term="IP" mono>
          {call.ip ?? "unknown"}
        </DescriptionItem>
        <DescriptionItem term="Secret" mono>
          <Secret call={call} />
        </DescriptionItem>
        <DescriptionItem term="User agent">{call.userAgent || "–"}</DescriptionItem>
        <DescriptionItem term="Request id" mono>
          {call.id}
        </DescriptionItem>
      </DescriptionList>
      <Curl command={curlOf(apiUrl, call)} />
      {deliveries && <NearDeliveryList deliveries={deliveries} />}
    </RowSheet>
  );
}
