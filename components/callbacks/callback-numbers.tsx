import { Link } from "@/components/ui/link";
import type { CallbackDetails, CallbackHealth } from "@/lib/callbacks/schema";
import { formatCount, formatDuration, formatShare } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";

export type CallbackNumbersProps = {
  tokenId: string;
  callback: CallbackDetails;
  health: CallbackHealth | undefined;
};

/** How a callback's attempts of the last 24 hours at its present URL went, and the way to what waits. */
export function CallbackNumbers({ tokenId, callback, health }: CallbackNumbersProps) {
  const { eventType, pendingDeliveries } = callback;
  const waiting = new URLSearchParams({ token: tokenId, event: eventType, state: "pending" });
  const { attempts = 0, accepted = 0, isPart = false, p95Ms = null } = health ?? {};
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted-foreground">
      <span>
        {attempts === 0
          ? "No attempts at this URL in 24 hours"
          : `${formatShare(accepted, attempts)} of ${isPart ? "the newest " : ""}${formatCount(attempts, "attempt")} ${isPart ? "" : "in 24 hours "}delivered`}
      </span>
      {p95Ms !== null && <span>95% within {formatDuration(p95Ms)}</span>}
      {pendingDeliveries > 0 && (
        <Link href={paths.deliveries(`?${waiting}`)} className="text-primary hover:underline">
          Show what waits
        </Link>
      )}
    </p>
  );
}
