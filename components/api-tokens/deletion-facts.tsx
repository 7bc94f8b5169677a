import { RelativeTime } from "@/components/layout/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeletionImpact } from "@/lib/api-tokens/schema";
import { formatCount } from "@/lib/format/numbers";

/** What dies with the token, in four lines; a skeleton of the same height until it is known. */
export function DeletionFacts({ impact }: { impact: DeletionImpact | null }) {
  if (!impact) return <Skeleton className="h-20" />;
  const lines = [
    <>
      Last used <RelativeTime value={impact.lastUsedAt} />
    </>,
    `${formatCount(impact.callsInLastDay, "call")} in the last 24 hours`,
    formatCount(impact.endpoints.length, "callback"),
    `${formatCount(impact.pendingDeliveries, "delivery", "deliveries")} waiting, to be cancelled`,
  ];
  return (
    <ul className="grid min-h-20 list-disc gap-0.5 pl-4">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed
        <li key={i}>{line}</li>
      ))}
    </ul>
  );
}
