"use client";

import { ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import type { Parties } from "@/components/api-tokens/party-filters";
import { CursorPagination } from "@/components/data-table/cursor-pagination";
import { DataTable } from "@/components/data-table/data-table";
import { useOpenHref } from "@/components/data-table/row-sheet";
import { LiveSwitch } from "@/components/request-log/live-switch";
import { RequestFilters } from "@/components/request-log/request-filters";
import { requestLogColumns, tokenLogColumns } from "@/components/request-log/request-log-columns";
import { SearchedNote } from "@/components/request-log/searched-note";
import { useLiveCalls } from "@/components/request-log/use-live-calls";
import { EmptyState } from "@/components/ui/empty-state";
import type { RequestLogPage } from "@/lib/request-log/schema";

export type RequestLogTableProps = {
  page: RequestLogPage;
  size: number;
  /** The chosen token and supplier; absent in the log of one token. */
  parties?: Parties;
  /** Where calls that came since are asked for. */
  newHref: string;
  /** False for a page of older calls, or of a time that is over: nothing new can come. */
  canFollow: boolean;
  toolbar?: ReactNode;
};

/** One page of API requests, newest first; a row opens everything that was logged of it. */
export function RequestLogTable(props: RequestLogTableProps) {
  const { page, size, parties, newHref, canFollow } = props;
  const openHref = useOpenHref();
  const live = useLiveCalls({ href: newHref, rows: page.rows, canFollow });
  return (
    <DataTable
      label="API requests"
      columns={parties ? requestLogColumns : tokenLogColumns}
      rows={live.rows}
      rowHref={(row) => openHref(row.id)}
      columnMenu
      searchHint="The search finds a whole request id or a whole IP address."
      toolbar={
        <>
          <RequestFilters parties={parties} />
          <LiveSwitch live={live} canFollow={canFollow} />
          {props.toolbar}
        </>
      }
      pagination={
        <>
          {page.searchedTo && <SearchedNote page={page} searchedTo={page.searchedTo} />}
          {page.rows.length > 0 && (
            <CursorPagination pageSize={size} before={page.before} after={page.after} />
          )}
        </>
      }
      empty={
        <EmptyState icon={ScrollText} title="No requests yet">
          Every request with {parties ? "a" : "this"} token appears here at once, refused ones too.
        </EmptyState>
      }
    />
  );
}
