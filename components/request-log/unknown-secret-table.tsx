"use client";

import { ShieldQuestion } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { columnHelper } from "@/components/data-table/table-features";
import { DateTime } from "@/components/layout/relative-time";
import { SecretPrefix } from "@/components/request-log/secret-prefix";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount, formatNumber } from "@/lib/format/numbers";
import type { UnknownSecretGroup, UnknownSecretGroups } from "@/lib/request-log/unknown-secret-schema";
import { refusalWords } from "@/lib/request-log/words";

const column = columnHelper<UnknownSecretGroup>();
const columns = column.columns([
  column.accessor("secretPrefix", {
    meta: { label: "Secret begins with" },
    cell: ({ getValue }) => <SecretPrefix prefix={getValue()} />,
  }),
  column.accessor("ip", {
    meta: { label: "IP", priority: "always" },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue() ?? "unknown"}</span>,
  }),
  column.accessor("calls", {
    meta: { label: "Requests", align: "end", priority: "always" },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  column.accessor("codes", {
    meta: { label: "Refused because", className: "w-full max-w-0", priority: "wide" },
    cell: ({ getValue }) => {
      const words = getValue().map((code) => refusalWords({ code, missingPermission: null }) ?? code);
      return <span className="block truncate">{words.join(" · ") || "–"}</span>;
    },
  }),
  column.accessor("firstAt", {
    meta: { label: "First seen" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="seconds" />,
  }),
  column.accessor("lastAt", {
    meta: { label: "Last seen" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="seconds" />,
  }),
]);

export type UnknownSecretTableProps = { found: UnknownSecretGroups; from: Date; to: Date };

/** Refused calls without a known token in groups, the most frequent first; a row opens the calls behind it. */
export function UnknownSecretTable({ found, from, to }: UnknownSecretTableProps) {
  const { groups, hasMore, calls, countedFrom } = found;
  const openHref = useOpenHref();
  return (
    <DataTable
      label="Unknown secrets"
      columns={columns}
      rows={groups}
      rowHref={(row) => openHref(row.id)}
      toolbar={
        <>
          <DateRangeFilter />
          <p className="text-sm text-muted-foreground">
            {formatCount(calls, "request")} of <DateTime value={countedFrom ?? from} /> –{" "}
            <DateTime value={to} />
            {countedFrom && ": only the newest are counted"}
            {hasMore && `; the ${formatNumber(groups.length)} most frequent are shown`}
          </p>
        </>
      }
      empty={
        <EmptyState icon={ShieldQuestion} title="No unknown secrets">
          In this time no request was refused because it had no token, or one that is not known.
        </EmptyState>
      }
    />
  );
}
