"use client";

import { Send } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { Parties } from "@/components/api-tokens/party-filters";
import { CursorPagination } from "@/components/data-table/cursor-pagination";
import { DataTable } from "@/components/data-table/data-table";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { BulkDeliveryActions } from "@/components/deliveries/bulk-delivery-actions";
import { deliveryColumns, tokenDeliveryColumns } from "@/components/deliveries/delivery-columns";
import { DeliveryFilters } from "@/components/deliveries/delivery-filters";
import { useDeliveryChange } from "@/components/deliveries/use-delivery-change";
import { EmptyState } from "@/components/ui/empty-state";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import type { DeliveryPage } from "@/lib/deliveries/schema";

export type DeliveryTableProps = {
  page: DeliveryPage;
  size: number;
  /** The chosen tokens and suppliers; absent for the deliveries of one token. */
  parties?: Parties;
  canWrite: boolean;
  toolbar?: ReactNode;
};

/** What callbacks are owed and got, newest first; a row opens its attempts. */
export function DeliveryTable({ page, size, parties, canWrite, toolbar }: DeliveryTableProps) {
  const openHref = useOpenHref();
  const clearSelection = useRef<(() => void) | null>(null);
  const change = useDeliveryChange(() => clearSelection.current?.());
  function bulk(ids: string[], clear: () => void) {
    return (
      <BulkDeliveryActions
        running={change.running}
        onCommand={(command) => {
          clearSelection.current = clear;
          change.start(
            command,
            page.rows.filter(({ id }) => ids.includes(id)),
          );
        }}
      />
    );
  }
  return (
    <>
      <DataTable
        label="Deliveries"
        columns={parties ? deliveryColumns : tokenDeliveryColumns}
        rows={page.rows}
        rowHref={(row) => openHref(row.id)}
        rowName={(row) => `${EVENT_LABELS[row.eventType]} ${row.eventId}`}
        bulkActions={canWrite ? bulk : undefined}
        message={change.message}
        columnMenu
        searchHint="The search finds the whole id of an event, a conversation or a delivery."
        toolbar={
          <>
            <DeliveryFilters parties={parties} />
            {toolbar}
          </>
        }
        pagination={
          page.rows.length > 0 && <CursorPagination pageSize={size} before={page.before} after={page.after} />
        }
        empty={
          <EmptyState icon={Send} title="No deliveries yet">
            Once {parties ? "a" : "this"} token has a callback, every event that it is owed appears here, with
            each attempt to deliver it.
          </EmptyState>
        }
      />
      {change.dialog}
    </>
  );
}
