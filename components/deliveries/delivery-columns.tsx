import { TokenLink } from "@/components/api-tokens/token-link";
import { PhoneLine } from "@/components/data-table/phone-line";
import { columnHelper } from "@/components/data-table/table-features";
import { DeliveryReason } from "@/components/deliveries/delivery-reason";
import { DeliveryStateBadge } from "@/components/deliveries/delivery-state-badge";
import { DateTime } from "@/components/layout/relative-time";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { attemptWords } from "@/lib/deliveries/words";
import { formatNumber } from "@/lib/format/numbers";

const column = columnHelper<DeliveryRow>();

const own = column.columns([
  column.accessor("createdAt", {
    meta: { label: "Created", className: "w-auto max-w-none" },
    cell: ({ row: { original } }) => (
      <>
        <DateTime value={original.createdAt} format="seconds" />
        <PhoneLine>{EVENT_LABELS[original.eventType]}</PhoneLine>
      </>
    ),
  }),
  column.accessor("state", {
    meta: { label: "State", priority: "always", className: "w-full @2xl:w-auto" },
    cell: ({ row }) => <DeliveryStateBadge delivery={row.original} />,
  }),
  column.accessor("eventType", {
    meta: { label: "Event", className: "max-w-52" },
    cell: ({ getValue }) => EVENT_LABELS[getValue()],
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
    meta: { label: "Endpoint now", hidden: true, className: "max-w-80" },
    cell: ({ getValue }) => (
      <span className="block truncate font-mono text-xs" title={getValue()}>
        {getValue() || "–"}
      </span>
    ),
  }),
  column.accessor("eventId", {
    meta: { label: "Event id", hidden: true },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue()}</span>,
  }),
  column.accessor("conversationId", {
    meta: { label: "Conversation id", hidden: true },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue()}</span>,
  }),
]);

const whose = column.columns([
  column.accessor("tokenName", {
    meta: { label: "Token", className: "max-w-44" },
    cell: ({ row: { original } }) => <TokenLink token={original} />,
  }),
  column.accessor("supplierName", {
    meta: { label: "Supplier", priority: "wide", className: "max-w-40" },
    cell: ({ getValue }) => <bdi className="block truncate">{getValue()}</bdi>,
  }),
]);

/** The columns of one token's deliveries. */
export const tokenDeliveryColumns = own;

/** The columns of all deliveries. */
export const deliveryColumns = [...own.slice(0, 3), ...whose, ...own.slice(3)];
