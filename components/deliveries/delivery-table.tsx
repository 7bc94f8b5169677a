"use client";

import { Send } from "lucide-react";
import { CursorPagination } from "@/components/data-table/cursor-pagination";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { columnHelper } from "@/components/data-table/table-features";
import { nameOptions } from "@/components/data-table/use-found-options";
import { DeliveryReason } from "@/components/deliveries/delivery-reason";
import { DeliveryStateBadge } from "@/components/deliveries/delivery-state-badge";
import { DateTime } from "@/components/layout/relative-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import type { DeliveryPage, DeliveryRow } from "@/lib/deliveries/schema";
import { attemptWords, DELIVERY_STATE_LABELS } from "@/lib/deliveries/words";
import { formatNumber } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";

const column = columnHelper<DeliveryRow>();
const columns = column.columns([
  column.accessor("createdAt", {
    meta: { label: "Created", className: "w-auto max-w-none" },
    cell: ({ getValue }) => <DateTime value={getValue()} />,
  }),
  column.accessor("state", {
    meta: { label: "State", priority: "always" },
    cell: ({ row }) => <DeliveryStateBadge delivery={row.original} />,
  }),
  column.accessor("eventType", {
    meta: { label: "Event", priority: "always", className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-52" },
    cell: ({ getValue }) => EVENT_LABELS[getValue()],
  }),
  column.accessor("tokenName", {
    meta: { label: "Token", className: "max-w-44" },
    cell: ({ row: { original } }) => (
      <Link
        href={paths.token(original.tokenId)}
        title={original.tokenName}
        className="rounded-sm text-primary underline-offset-4 hover:underline"
      >
        <bdi>{original.tokenName}</bdi>
      </Link>
    ),
  }),
  column.accessor("supplierName", {
    meta: { label: "Supplier", priority: "wide", className: "max-w-40" },
    cell: ({ getValue }) => <bdi className="block truncate">{getValue()}</bdi>,
  }),
  column.accessor("waitsFor", {
    meta: { label: "Why", priority: "wide", className: "w-full max-w-0" },
    cell: ({ row }) => <DeliveryReason delivery={row.original} />,
  }),
  column.accessor("attempts", {
    meta: { label: "Attempts", align: "end" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("lastStatusCode", {
    meta: { label: "Last answer", className: "max-w-44" },
    cell: ({ row: { original } }) =>
      original.lastAttemptAt === null ? (
        <span className="text-muted-foreground">–</span>
      ) : (
        attemptWords({ statusCode: original.lastStatusCode, error: original.lastError })
      ),
  }),
  column.accessor("deliveredAt", {
    meta: { label: "Delivered", hidden: true },
    cell: ({ getValue }) => <DateTime value={getValue()} format="seconds" />,
  }),
  column.accessor("url", {
    meta: { label: "Endpoint", hidden: true, className: "max-w-80" },
    cell: ({ getValue }) => (
      <span className="block truncate font-mono text-xs" title={getValue()}>
        {getValue() || "–"}
      </span>
    ),
  }),
]);

const eventOptions = Object.entries(EVENT_LABELS).map(([value, label]) => ({ value, label }));
const stateOptions = Object.entries(DELIVERY_STATE_LABELS).map(([value, label]) => ({ value, label }));

export type DeliveryTableProps = {
  page: DeliveryPage;
  size: number;
  /** The tokens that the address names; others are chosen from their own pages. */
  tokens: readonly { id: string; name: string }[];
};

/** What callbacks are owed and got, newest first; a row opens its attempts. */
export function DeliveryTable({ page, size, tokens }: DeliveryTableProps) {
  const openHref = useOpenHref();
  return (
    <DataTable
      label="Deliveries"
      columns={columns}
      rows={page.rows}
      getRowId={(row) => row.id}
      total={page.rows.length}
      page={1}
      pageSize={size}
      sort={{ id: "createdAt", desc: true }}
      rowHref={(row) => openHref(row.id)}
      columnMenu
      toolbar={
        <>
          <DataTableFilter param="state" label="State" options={stateOptions} />
          <DataTableFilter param="event" label="Event" options={eventOptions} />
          {tokens.length > 0 && <DataTableFilter param="token" label="Token" options={nameOptions(tokens)} />}
        </>
      }
      pagination={
        page.rows.length > 0 ? (
          <CursorPagination pageSize={size} before={page.before} after={page.after} />
        ) : null
      }
      empty={
        <EmptyState icon={Send} title="No deliveries yet">
          Once a token has a callback, every event that it is owed appears here, with each attempt to deliver
          it.
        </EmptyState>
      }
    />
  );
}
