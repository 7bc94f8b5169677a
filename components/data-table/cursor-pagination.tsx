"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { PageSizeSelect } from "@/components/data-table/page-size-select";
import { useTableUrl } from "@/components/data-table/table-url";
import { Button } from "@/components/ui/button";

export type CursorPaginationProps = {
  pageSize: number;
  /** Opaque cursors for the URL's `before` and `after`; null at an end. */
  before: string | null;
  after: string | null;
};

/** Paging for rows that grow without end: no total, only the way on and back. */
export function CursorPagination({ pageSize, before, after }: CursorPaginationProps) {
  const { go } = useTableUrl();
  return (
    <div
      data-slot="cursor-pagination"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 text-sm"
    >
      <PageSizeSelect value={pageSize} />
      <nav aria-label="Pages" className="flex gap-2">
        <Button
          variant="outline"
          size="sm"
          disabled={before === null}
          onClick={() => go({ before, after: null })}
        >
          <ChevronLeft />
          Newer
        </Button>
        <Button
          variant="outline"
          size="sm"
          disabled={after === null}
          onClick={() => go({ after, before: null })}
        >
          Older
          <ChevronRight />
        </Button>
      </nav>
    </div>
  );
}
