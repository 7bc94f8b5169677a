import { type ReactNode, Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { DownloadButton } from "@/components/data-table/download-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";

export type ListPageProps = {
  title: string;
  /** What the list is of, in a sentence. */
  description?: string;
  /** Where the Excel of what the filters show comes from. */
  downloadHref: string;
  /** What stands before the download. */
  tools?: ReactNode;
  /** Where the same comes from as CSV. */
  csvHref?: string;
  /** The main action of the page. */
  action?: ReactNode;
  /** How many columns the skeleton shows until the table is there. */
  columns: number;
  /** Whether the table has a search, and the names of its filters: the skeleton takes their room. */
  search?: boolean;
  filters?: readonly string[];
  /** What stands above the table and does not wait for it. */
  above?: ReactNode;
  children: ReactNode;
  /** What the address opens beside the table, such as one row's sheet. */
  sheet?: ReactNode;
};

/** A page that is one table: its heading and its buttons stand at once, the table follows. */
export function ListPage({
  title,
  description,
  downloadHref,
  tools,
  csvHref,
  action,
  columns,
  search,
  filters,
  above,
  children,
  sheet,
}: ListPageProps) {
  return (
    <PageBody wide>
      <PageHeader
        title={title}
        description={
          <>
            {description} <TimeZoneNote />
          </>
        }
        actions={
          <>
            {tools}
            <DownloadButton href={downloadHref} />
            {csvHref && <DownloadButton href={csvHref} label="Download CSV" />}
            {action}
          </>
        }
      />
      {above}
      <Suspense fallback={<DataTableSkeleton columns={columns} search={search} filters={filters} />}>
        {children}
      </Suspense>
      {sheet && <Suspense>{sheet}</Suspense>}
    </PageBody>
  );
}
