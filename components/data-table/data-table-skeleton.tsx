import { Skeleton } from "@/components/ui/skeleton";

export type DataTableSkeletonProps = { rows?: number; columns?: number; toolbar?: boolean };

/** A table's shape at its final size, for `loading.tsx`. */
export function DataTableSkeleton({ rows = 10, columns = 5, toolbar = true }: DataTableSkeletonProps) {
  const lines = Array.from({ length: rows }, (_, index) => index);
  const cells = Array.from({ length: columns }, (_, index) => index);
  return (
    <div data-slot="data-table-skeleton" role="status" aria-label="Loading">
      {toolbar && (
        <div className="flex h-11 gap-2 pb-3">
          <Skeleton className="h-8 w-72" />
          <Skeleton className="h-8 w-20" />
          <Skeleton className="h-8 w-20" />
        </div>
      )}
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
