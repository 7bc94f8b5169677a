import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/utils";

/** A card that is to come; the class gives it the height of what comes. */
export function CardSkeleton({ className }: { className?: string }) {
  return (
    <Card aria-hidden="true" className={cn("p-4", className)}>
      <Skeleton className="h-5 w-32" />
    </Card>
  );
}
