import { CardSkeleton } from "@/components/ui/card-skeleton";

export default function OverviewLoading() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2"
    >
      <CardSkeleton className="h-46 sm:h-33 xl:col-span-2" />
      <CardSkeleton className="h-157 md:h-86 xl:col-span-2" />
      <CardSkeleton className="h-112" />
      <CardSkeleton className="h-86" />
    </div>
  );
}
