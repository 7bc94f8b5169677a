import { Skeleton } from "@/components/ui/skeleton";

/** Of the histogram and of what holds its place. */
export const HISTOGRAM_HEIGHT = "min-h-78 sm:min-h-60";

/** Holds the place of a histogram while it is counted. */
export function HistogramSkeleton() {
  return <Skeleton className={HISTOGRAM_HEIGHT} />;
}
