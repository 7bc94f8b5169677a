"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { CallbackHealth } from "@/components/api-tokens/callback-health";
import { TokenRowActions } from "@/components/api-tokens/token-row-actions";
import { TokenStateBadge } from "@/components/api-tokens/token-state-badge";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { RelativeTime } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PERMISSION_LABELS } from "@/lib/api-tokens/permissions";
import { STATE_LABELS, type TokenRow, tokenList } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";
import type { SupplierOption } from "@/lib/suppliers/schema";
import type { ListQueryOf } from "@/lib/table/list-params";

function permissionSummary({ permissions }: TokenRow): string {
  const all = Object.keys(PERMISSION_LABELS).length;
  if (permissions.length === 0) return "none";
  if (permissions.length === 1 && permissions[0]) return PERMISSION_LABELS[permissions[0]];
  return `${permissions.length} of ${all}`;
}

const column = columnHelper<TokenRow>();
const columns = column.columns([
  column.accessor("name", {
    meta: { label: "Name" },
    cell: ({ row }) => <TitleCell title={row.original.name} suffix={`…${row.original.secretHint}`} />,
  }),
  column.accessor("supplierName", {
    id: "supplier",
    meta: { label: "Supplier", className: "max-w-56" },
    cell: ({ getValue }) => <bdi className="block truncate">{getValue()}</bdi>,
  }),
  column.accessor("state", {
    meta: { label: "State", priority: "always" },
    cell: ({ row }) => <TokenStateBadge token={row.original} />,
  }),
  column.display({
    id: "permissions",
    meta: { label: "Permissions" },
    cell: ({ row }) => permissionSummary(row.original),
  }),
  column.display({
    id: "callbacks",
    meta: { label: "Callbacks", priority: "wide" },
    cell: ({ row }) => <CallbackHealth token={row.original} />,
  }),
  column.accessor("expiresAt", {
    meta: { label: "Expires", priority: "wide" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("lastUsedAt", {
    meta: { label: "Last used", firstSort: "desc" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
]);

const stateOptions = Object.entries(STATE_LABELS).map(([value, label]) => ({ value, label }));

export type TokenTableProps = {
  rows: TokenRow[];
  total: number;
  query: ListQueryOf<typeof tokenList>;
  suppliers: SupplierOption[];
  canWrite: boolean;
};

/** The token table; everything it shows is decided by the URL. */
export function TokenTable({ rows, total, query, suppliers, canWrite }: TokenTableProps) {
  return (
    <DataTable
      label="API access tokens"
      columns={columns}
      rows={rows}
      getRowId={(row) => row.id}
      total={total}
      page={query.page}
      pageSize={query.size}
      sort={query.sort}
      sortable={tokenList.sortable}
      rowHref={(row) => paths.token(row.id)}
      rowShortcuts={{
        e: (row) => (canWrite && row.state !== "deleted" ? paths.tokenDetails(row.id) : null),
        l: (row) => paths.tokenLog(row.id),
      }}
      rowActions={(row) => <TokenRowActions token={row} canWrite={canWrite} />}
      columnMenu
      toolbar={
        <>
          <DataTableSearch placeholder="Search name, supplier, last 4" />
          <DataTableFilter param="state" label="State" options={stateOptions} />
          <DataTableFilter
            param="supplier"
            label="Supplier"
            options={suppliers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      }
      empty={
        <EmptyState
          icon={KeyRound}
          title="No tokens yet"
          action={
            canWrite && (
              <Button asChild>
                <Link href={paths.newToken()}>Create token</Link>
              </Button>
            )
          }
        >
          A token gives one supplier access to the API: you decide for how long, to which data, and where it
          is called back.
        </EmptyState>
      }
    />
  );
}
