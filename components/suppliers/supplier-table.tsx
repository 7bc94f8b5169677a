"use client";

import { Building2 } from "lucide-react";
import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { DateTime } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { paths } from "@/lib/paths";
import { type SupplierRow, supplierList } from "@/lib/suppliers/schema";
import type { ListQueryOf } from "@/lib/table/list-params";

const column = columnHelper<SupplierRow>();
const columns = column.columns([
  column.accessor("name", {
    meta: { label: "Name" },
    cell: ({ getValue }) => <TitleCell title={getValue()} />,
  }),
  column.accessor("contactEmail", {
    meta: { label: "Contact" },
    cell: ({ getValue }) => getValue() ?? <span className="text-muted-foreground">–</span>,
  }),
  column.accessor("tokens", {
    meta: { label: "Tokens", align: "end", priority: "always", firstSort: "desc" },
  }),
  column.accessor("createdAt", {
    meta: { label: "Created", firstSort: "desc" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="date" />,
  }),
]);

export type SupplierTableProps = {
  rows: SupplierRow[];
  total: number;
  query: ListQueryOf<typeof supplierList>;
  canWrite: boolean;
};

/** The suppliers; a row leads to the tokens of its supplier. */
export function SupplierTable({ rows, total, query, canWrite }: SupplierTableProps) {
  return (
    <DataTable
      label="Suppliers"
      columns={columns}
      rows={rows}
      getRowId={(row) => row.id}
      total={total}
      page={query.page}
      pageSize={query.size}
      sort={query.sort}
      sortable={supplierList.sortable}
      rowHref={(row) => `${paths.tokens()}?supplier=${row.id}`}
      toolbar={<DataTableSearch placeholder="Search name, e-mail" />}
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
          A supplier is an outside company that works with your conversations. Its tokens are listed under its
          name.
        </EmptyState>
      }
    />
  );
}
