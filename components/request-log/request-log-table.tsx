"use client";

import { ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { CursorPagination } from "@/components/data-table/cursor-pagination";
import { DataTable } from "@/components/data-table/data-table";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { requestLogColumns } from "@/components/request-log/request-log-columns";
import { EmptyState } from "@/components/ui/empty-state";
import type { RequestLogPage } from "@/lib/request-log/schema";

export type RequestLogTableProps = { page: RequestLogPage; size: number; toolbar?: ReactNode };

/** One page of API requests, newest first; a row opens everything that was logged of it. */
export function RequestLogTable({ page, size, toolbar }: RequestLogTableProps) {
  const openHref = useOpenHref();
  return (
    <DataTable
      label="API requests"
      columns={requestLogColumns}
      rows={page.rows}
      getRowId={(row) => row.id}
      total={page.rows.length}
      page={1}
      pageSize={size}
      sort={{ id: "startedAt", desc: true }}
      rowHref={(row) => openHref(row.id)}
      columnMenu
      toolbar={toolbar}
      pagination={
        page.rows.length > 0 ? (
          <CursorPagination pageSize={size} before={page.before} after={page.after} />
        ) : null
      }
      empty={
        <EmptyState icon={ScrollText} title="No calls yet">
          Every call with this token appears here at once, refused ones too.
        </EmptyState>
      }
    />
  );
}
