"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { PageSizeSelect } from "@/components/data-table/page-size-select";
import { pageWindow } from "@/components/data-table/page-window";
import { useTableUrl } from "@/components/data-table/table-url";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/format/numbers";

const stepClass =
  "inline-grid h-7 min-w-7 place-items-center rounded-md px-1.5 text-sm text-muted-foreground transition-colors hover:bg-muted hover:text-foreground aria-[current=page]:bg-muted aria-[current=page]:font-medium aria-[current=page]:text-foreground aria-disabled:pointer-events-none aria-disabled:opacity-40";

type PaginationProps = { total: number; page: number; pageSize: number };

/** "Show [25] 1–25 of 1,204 ‹ 1 2 3 ›"; the pages are links. */
export function DataTablePagination({ total, page, pageSize }: PaginationProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = Math.min((page - 1) * pageSize + 1, total);
  const last = Math.min(page * pageSize, total);
  return (
    <div
      data-slot="data-table-pagination"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 text-sm"
    >
      <PageSizeSelect value={pageSize} />
      <p className="text-muted-foreground" role="status">
        {total === 0 ? "0" : `${formatNumber(first)}–${formatNumber(last)}`} of {formatNumber(total)}
      </p>
      <nav aria-label="Pages" className="ml-auto flex items-center gap-0.5 sm:ml-0">
        <PageStep page={page - 1} disabled={page <= 1} label="Previous page">
          <ChevronLeft aria-hidden="true" className="size-4" />
        </PageStep>
        {pageWindow(Math.min(page, pages), pages).map((each, index) =>
          each === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no identity but its place
            <span key={`gap-${index}`} className="px-1 text-muted-foreground">
              …
            </span>
          ) : (
            <PageStep key={each} page={each} current={each === page} label={`Page ${each}`}>
              {formatNumber(each)}
            </PageStep>
          ),
        )}
        <PageStep page={page + 1} disabled={page >= pages} label="Next page">
          <ChevronRight aria-hidden="true" className="size-4" />
        </PageStep>
      </nav>
    </div>
  );
}

type StepProps = { page: number; label: string; current?: boolean; disabled?: boolean; children: ReactNode };

function PageStep({ page, label, current = false, disabled = false, children }: StepProps) {
  const { hrefFor, go } = useTableUrl();
  const patch = { page: page > 1 ? String(page) : null };
  if (disabled) {
    return (
      <span aria-disabled="true" className={stepClass}>
        {children}
      </span>
    );
  }
  function press(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(patch);
  }
  return (
    <Link
      href={hrefFor(patch)}
      onClick={press}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      className={stepClass}
    >
      {children}
    </Link>
  );
}
