"use client";

import { Phone } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { LabelDialog } from "@/components/managed-numbers/label-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount, formatNumber } from "@/lib/format/numbers";
import { formatPhone } from "@/lib/format/phone";
import type { ManagedNumberRow, managedNumberList } from "@/lib/managed-numbers/schema";
import type { ListQueryOf } from "@/lib/table/list-params";

const column = columnHelper<ManagedNumberRow>();
const columns = column.columns([
  column.accessor("label", {
    meta: { label: "Label", className: "font-medium" },
    cell: ({ row: { original } }) => (
      <TitleCell
        title={original.label}
        under={
          <>
            {formatCount(original.conversations, "conversation")} ·{" "}
            <RelativeTime value={original.lastMessageAt} />
          </>
        }
      />
    ),
  }),
  column.accessor("phone", {
    meta: { label: "Phone", priority: "always" },
    cell: ({ getValue }) => <bdi className="tabular-nums">{formatPhone(getValue())}</bdi>,
  }),
  column.accessor("waPhoneNumberId", {
    meta: { label: "WhatsApp id", priority: "wide", hidden: true, className: "font-mono text-xs" },
  }),
  column.accessor("conversations", {
    meta: { label: "Conversations", align: "end" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("lastMessageAt", {
    meta: { label: "Last message" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("usableTokens", {
    meta: { label: "Seen by usable tokens", align: "end", priority: "wide" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("createdAt", {
    meta: { label: "Known since", priority: "wide", firstSort: "desc" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="date" />,
  }),
]);

export type ManagedNumberTableProps = {
  rows: ManagedNumberRow[];
  total: number;
  query: ListQueryOf<typeof managedNumberList>;
  canWrite: boolean;
};

/** The managed numbers; an admin may change their labels. */
export function ManagedNumberTable({ rows, total, query, canWrite }: ManagedNumberTableProps) {
  return (
    <DataTable
      label="Managed numbers"
      columns={columns}
      rows={rows}
      counted={{ total, query }}
      rowActions={canWrite ? (row) => <LabelDialog number={row} /> : undefined}
      columnMenu
      toolbar={<DataTableSearch placeholder="Search label, phone, WhatsApp id" />}
      empty={
        <EmptyState icon={Phone} title="No managed numbers yet">
          A number appears with its first WhatsApp message: point the webhook of your WhatsApp business
          account at this installation, then write to the number.
        </EmptyState>
      }
    />
  );
}
