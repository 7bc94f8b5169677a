"use client";

import { History } from "lucide-react";
import { ChangeSummary } from "@/components/audit/field-changes";
import { TargetLink } from "@/components/audit/target-link";
import { CursorPagination } from "@/components/data-table/cursor-pagination";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { columnHelper } from "@/components/data-table/table-features";
import { DateTime } from "@/components/layout/relative-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditPage, AuditPerson, AuditRow } from "@/lib/audit/schema";
import { AUDIT_KIND_LABELS, AUDIT_KINDS, actionWords } from "@/lib/audit/words";

const column = columnHelper<AuditRow>();
const columns = column.columns([
  column.accessor("occurredAt", {
    meta: { label: "Time", className: "w-auto max-w-none" },
    cell: ({ getValue }) => <DateTime value={getValue()} />,
  }),
  column.accessor("actorLabel", {
    meta: { label: "Person", className: "max-w-56" },
    cell: ({ getValue }) => (
      <bdi className="block truncate" title={getValue()}>
        {getValue()}
      </bdi>
    ),
  }),
  column.accessor("action", {
    meta: { label: "Change", priority: "always", className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-56" },
    cell: ({ row: { original } }) => (
      <>
        {actionWords(original.action)}
        {original.targetLabel && (
          <span className="text-muted-foreground @2xl:hidden">
            {" "}
            <bdi>{original.targetLabel}</bdi>
          </span>
        )}
      </>
    ),
  }),
  column.accessor("targetLabel", {
    meta: { label: "On", className: "max-w-64" },
    cell: ({ row }) => <TargetLink target={row.original} />,
  }),
  column.accessor("changes", {
    meta: { label: "What changed", priority: "wide", className: "w-full max-w-0" },
    cell: ({ getValue }) => <ChangeSummary changes={getValue()} />,
  }),
  column.accessor("ip", {
    meta: { label: "IP", priority: "wide" },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue() ?? "–"}</span>,
  }),
  column.accessor("requestId", {
    meta: { label: "Request id", hidden: true },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue() ?? "–"}</span>,
  }),
]);

const kindOptions = AUDIT_KINDS.map((value) => ({ value, label: AUDIT_KIND_LABELS[value] }));

export type AuditTableProps = { page: AuditPage; size: number; people: readonly AuditPerson[] };

/** Who changed what, newest first; a row opens everything that was recorded. */
export function AuditTable({ page, size, people }: AuditTableProps) {
  const openHref = useOpenHref();
  return (
    <DataTable
      label="Changes"
      columns={columns}
      rows={page.rows}
      rowHref={(row) => openHref(row.id)}
      columnMenu
      toolbar={
        <>
          <DataTableSearch placeholder="Search what was changed" />
          <DataTableFilter
            param="person"
            label="Person"
            options={people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          />
          <DataTableFilter param="kind" label="Kind" options={kindOptions} />
          <DateRangeFilter />
        </>
      }
      pagination={
        page.rows.length > 0 && <CursorPagination pageSize={size} before={page.before} after={page.after} />
      }
      empty={
        <EmptyState icon={History} title="No changes yet">
          Every change that a person makes here is kept: who, what, when and from where.
        </EmptyState>
      }
    />
  );
}
