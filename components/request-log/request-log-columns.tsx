import { TokenLink } from "@/components/api-tokens/token-link";
import { columnHelper } from "@/components/data-table/table-features";
import { DateTime } from "@/components/layout/relative-time";
import { Refusal } from "@/components/request-log/refusal";
import { StatusCode } from "@/components/request-log/status-code";
import { formatDuration, formatNumber } from "@/lib/format/numbers";
import type { RequestLogRow } from "@/lib/request-log/schema";
import { apiPath } from "@/lib/request-log/words";

const column = columnHelper<RequestLogRow>();

const own = column.columns([
  column.accessor("startedAt", {
    meta: { label: "Time", className: "w-auto max-w-none" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="seconds" />,
  }),
  column.accessor("status", {
    meta: { label: "Status", priority: "always" },
    cell: ({ getValue }) => <StatusCode status={getValue()} />,
  }),
  column.accessor("path", {
    meta: { label: "Request", priority: "always", className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-80" },
    cell: ({ row: { original } }) => (
      <span
        className="block truncate font-mono text-xs"
        title={original.query ? `${original.path}?${original.query}` : original.path}
      >
        <span className="text-muted-foreground">{original.method}</span> {apiPath(original.path)}
        {original.query && <span className="text-muted-foreground">?{original.query}</span>}
      </span>
    ),
  }),
  column.accessor("code", {
    meta: {
      label: "Refused because",
      priority: "wide",
      className: "max-w-96 text-clip whitespace-normal leading-4",
    },
    cell: ({ row }) => <Refusal call={row.original} />,
  }),
  column.accessor("durationMs", {
    meta: { label: "Duration", align: "end", priority: "wide" },
    cell: ({ getValue }) => formatDuration(getValue()),
  }),
  column.accessor("rowsReturned", {
    meta: { label: "Rows", align: "end", priority: "wide" },
    cell: ({ getValue }) => {
      const rows = getValue();
      return rows === null ? "–" : formatNumber(rows);
    },
  }),
  column.accessor("ip", {
    meta: { label: "IP" },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue() ?? "unknown"}</span>,
  }),
  column.accessor("secretHint", {
    meta: { label: "Secret", hidden: true },
    cell: ({ getValue }) => {
      const hint = getValue();
      return hint === null ? "–" : <span className="font-mono text-xs">…{hint}</span>;
    },
  }),
  column.accessor("userAgent", {
    meta: { label: "User agent", hidden: true, className: "max-w-64" },
    cell: ({ getValue }) => <span className="block truncate">{getValue()}</span>,
  }),
  column.accessor("id", {
    meta: { label: "Request id", hidden: true },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue()}</span>,
  }),
]);

const whose = column.columns([
  column.accessor("tokenName", {
    meta: { label: "Token", className: "max-w-40" },
    cell: ({ row: { original } }) => <TokenLink token={original} />,
  }),
  column.accessor("supplierName", {
    meta: { label: "Supplier", hidden: true, className: "max-w-40" },
    cell: ({ getValue }) => <bdi className="block truncate">{getValue() ?? "–"}</bdi>,
  }),
]);

/** The columns of one token's log. */
export const tokenLogColumns = own;

/** The columns of the whole log. */
export const requestLogColumns = [...own.slice(0, 3), ...whose, ...own.slice(3)];
