"use client";

import { Building2 } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { ArchivedBadge } from "@/components/suppliers/archived-badge";
import { SupplierRowActions } from "@/components/suppliers/supplier-row-actions";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";
import type { SupplierRow, supplierList } from "@/lib/suppliers/schema";
import { SUPPLIER_STATE_LABELS } from "@/lib/suppliers/words";
import type { ListQueryOf } from "@/lib/table/list-params";

const column = columnHelper<SupplierRow>();
const columns = column.columns([
  column.accessor("name", {
    meta: { label: "Name", className: "font-medium" },
    cell: ({ row }) => (
      <span className="flex min-w-0 items-center gap-2">
        <TitleCell title={row.original.name} />
        {row.original.archivedAt && <ArchivedBadge />}
      </span>
    ),
  }),
  column.accessor("contactEmail", {
    meta: { label: "Contact" },
    cell: ({ getValue }) => getValue() ?? <span className="text-muted-foreground">–</span>,
  }),
  column.accessor("usableTokens", {
    meta: { label: "Usable tokens", align: "end", priority: "always", firstSort: "desc" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("tokens", {
    meta: { label: "Tokens in all", align: "end", priority: "wide", firstSort: "desc" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("lastUsedAt", {
    meta: { label: "Last used", firstSort: "desc" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("createdAt", {
    meta: { label: "Created", priority: "wide", firstSort: "desc" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="date" />,
  }),
]);

const stateOptions = Object.entries(SUPPLIER_STATE_LABELS).map(([value, label]) => ({ value, label }));

export type SupplierTableProps = {
  rows: SupplierRow[];
  total: number;
  query: ListQueryOf<typeof supplierList>;
  canWrite: boolean;
};

/** The suppliers; a row leads to its supplier's page. */
export function SupplierTable({ rows, total, query, canWrite }: SupplierTableProps) {
  return (
    <DataTable
      label="Suppliers"
      columns={columns}
      rows={rows}
      counted={{ total, query }}
      rowHref={(row) => paths.supplier(row.id)}
      rowShortcuts={{ e: { label: "Edit", to: (row) => (canWrite ? paths.editSupplier(row.id) : null) } }}
      rowActions={(row) => <SupplierRowActions supplier={row} canWrite={canWrite} />}
      columnMenu
      toolbar={
        <>
          <DataTableSearch placeholder="Search name, e-mail, note" />
          <DataTableFilter param="state" label="State" options={stateOptions} />
        </>
      }
      empty={
        <EmptyState
          icon={Building2}
          title="No suppliers yet"
          action={
            canWrite && (
              <Button asChild>
                <Link href={paths.newSupplier()}>Create supplier</Link>
              </Button>
            )
          }
        >
          A supplier is an outside company that works with your conversations. It is given tokens, and its
          page shows what they do.
        </EmptyState>
      }
    />
  );
}
