import { Download } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";

export type ListPageProps = {
  title: string;
  /** What the list is of, in a sentence. */
  description?: string;
  /** Where the Excel of what the filters show comes from. */
  downloadHref: string;
  /** The main action of the page. */
  action?: ReactNode;
  /** How many columns the skeleton shows until the table is there. */
  columns: number;
  children: ReactNode;
};

/** A page that is one table: its heading and its buttons stand at once, the table follows. */
export function ListPage({ title, description, downloadHref, action, columns, children }: ListPageProps) {
  return (
    <PageBody wide>
      <PageHeader
        title={title}
        description={
          <>
            {description} <TimeZoneNote className="whitespace-nowrap text-xs text-muted-foreground" />
          </>
        }
        actions={
          <>
            <Button asChild variant="outline">
              <a href={downloadHref} download>
                <Download />
                Download Excel
              </a>
            </Button>
            {action}
          </>
        }
      />
      <Suspense fallback={<DataTableSkeleton columns={columns} />}>{children}</Suspense>
    </PageBody>
  );
}
