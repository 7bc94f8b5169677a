import { RelativeTime } from "@/components/layout/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeletionImpact } from "@/lib/api-tokens/schema";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
import { formatCount, formatCountUpTo, formatNumber } from "@/lib/format/numbers";

function LastUse({ impact, count }: { impact: DeletionImpact; count: number }) {
  const { lastUsedAt, lastUsedIp, usedInLastDay } = impact;
  if (lastUsedAt === null) return "Never used";
  return (
    <>
      {count > 1 && `${formatNumber(usedInLastDay)} of ${formatNumber(count)} used in the last 24 hours; `}
      {count > 1 ? "last" : "Last"} used <RelativeTime value={lastUsedAt} />
      {lastUsedIp && (
        <>
          {" "}
          from <span className="font-mono text-xs">{lastUsedIp}</span>
        </>
      )}
    </>
  );
}

export type DeletionFactsProps = { impact: DeletionImpact | null; count: number };

/** What dies with the tokens, in four lines; a skeleton of the same height until it is known. */
export function DeletionFacts({ impact, count }: DeletionFactsProps) {
  if (!impact) return <Skeleton className="h-20" />;
  return (
    <ul className="grid min-h-20 list-disc gap-0.5 pl-4">
      <li>
        <LastUse impact={impact} count={count} />
      </li>
      <li>{formatCount(impact.callsInLastDay, "request")} in the last 24 hours</li>
      <li>{formatCount(impact.callbacks, "callback")}</li>
      <li className="first-letter:uppercase">
        {formatCountUpTo(MAX_COUNTED_DELIVERIES, impact.pendingDeliveries, "delivery", "deliveries")} waiting,
        to be cancelled
      </li>
    </ul>
  );
}
