import { Skeleton } from "@/components/ui/skeleton";

export type DataTableSkeletonProps = {
  rows?: number;
  columns?: number;
  /** Whether the table can be searched. */
  search?: boolean;
  /** The names of its filters, which decide where its toolbar wraps. */
  filters?: readonly string[];
};

/** A table's shape at its final size. */
export function DataTableSkeleton({
  rows = 10,
  columns = 5,
  search = true,
  filters = [],
}: DataTableSkeletonProps) {
  const lines = Array.from({ length: rows }, (_, index) => index);
  const cells = Array.from({ length: columns }, (_, index) => index);
  return (
    <div data-slot="data-table-skeleton" role="status" aria-label="Loading">
      <div className="flex min-h-8 flex-wrap gap-2 pb-3">
        {search && <Skeleton className="h-8 w-full sm:w-72" />}
        {filters.map((name) => (
          <Skeleton key={name} className="flex h-8 items-center rounded-md px-2.5 text-sm font-medium">
            <span className="invisible pr-5">{name}</span>
          </Skeleton>
        ))}
      </div>
      <div className="divide-y border-y">
        <div className="h-9" />
        {lines.map((line) => (
          <div key={line} className="flex h-10 items-center gap-6 px-2">
            {cells.map((cell) => (
              <Skeleton
                key={cell}
                className={
                  cell === 0 ? "h-3.5 flex-2" : cell === 1 ? "h-3.5 flex-1" : "h-3.5 flex-1 max-sm:hidden"
                }
              />
            ))}
          </div>
        ))}
      </div>
      <div className="h-13" />
    </div>
  );
}
