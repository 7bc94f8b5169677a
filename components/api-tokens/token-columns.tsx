import { CallbackSummary } from "@/components/api-tokens/callback-summary";
import { TokenStateBadge } from "@/components/api-tokens/token-state-badge";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { PERMISSION_LABELS, PERMISSION_WORDS } from "@/lib/api-tokens/permissions";
import type { TokenRow } from "@/lib/api-tokens/schema";
import { formatCount, formatNumber } from "@/lib/format/numbers";

function PermissionSummary({ permissions }: Pick<TokenRow, "permissions">) {
  if (permissions.length === 0) return <span className="text-muted-foreground">None</span>;
  const isAll = permissions.length === Object.keys(PERMISSION_LABELS).length;
  return (
    <span title={permissions.map((permission) => PERMISSION_LABELS[permission]).join(", ")}>
      {isAll ? "All" : permissions.map((permission) => PERMISSION_WORDS[permission]).join(", ")}
    </span>
  );
}

function CutText({ text, empty }: { text: string | null; empty: string }) {
  if (!text) return <span className="text-muted-foreground">{empty}</span>;
  return (
    <span dir="auto" title={text} className="block truncate">
      {text}
    </span>
  );
}

const column = columnHelper<TokenRow>();

/** The columns of the token table; the last ones show once they are chosen. */
export const tokenColumns = column.columns([
  column.accessor("name", {
    // It takes the room that the others leave, so that the row's menu stays in sight.
    meta: { label: "Name", className: "font-medium @2xl:w-full @2xl:max-w-0 @2xl:min-w-40" },
    cell: ({ row }) => <TitleCell title={row.original.name} suffix={`…${row.original.secretHint}`} />,
  }),
  column.accessor("supplierName", {
    id: "supplier",
    meta: { label: "Supplier", className: "max-w-56" },
    cell: ({ getValue }) => (
      <bdi title={getValue()} className="block truncate">
        {getValue()}
      </bdi>
    ),
  }),
  column.accessor("state", {
    meta: { label: "State", priority: "always", className: "@max-2xl:px-1" },
    cell: ({ row }) => <TokenStateBadge token={row.original} />,
  }),
  column.display({
    id: "permissions",
    meta: { label: "Permissions" },
    cell: ({ row }) => <PermissionSummary permissions={row.original.permissions} />,
  }),
  column.display({
    id: "callbacks",
    meta: { label: "Callbacks", priority: "wide" },
    cell: ({ row }) => <CallbackSummary token={row.original} />,
  }),
  column.accessor("expiresAt", {
    meta: { label: "Expires", priority: "wide" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("lastUsedAt", {
    meta: { label: "Last used", firstSort: "desc" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("activatesAt", {
    meta: { label: "Activation", hidden: true },
    cell: ({ getValue }) => <DateTime value={getValue()} />,
  }),
  column.accessor("createdAt", {
    meta: { label: "Created", hidden: true, firstSort: "desc" },
    cell: ({ getValue }) => <DateTime value={getValue()} />,
  }),
  column.display({
    id: "numbers",
    meta: { label: "Numbers seen", hidden: true },
    cell: ({ row: { original } }) =>
      original.seesAllNumbers ? "All" : formatCount(original.numberCount, "number"),
  }),
  column.accessor("rateLimitPerMinute", {
    id: "rateLimit",
    meta: { label: "Requests per minute", hidden: true, align: "end" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.display({
    id: "allowedIps",
    meta: { label: "Allowed addresses", hidden: true },
    cell: ({ row }) => <CutText text={row.original.allowedIps.join(", ")} empty="Any" />,
  }),
  column.accessor("note", {
    meta: { label: "Note", hidden: true },
    cell: ({ getValue }) => <CutText text={getValue()} empty="–" />,
  }),
]);
