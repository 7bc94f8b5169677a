"use client";

import { PauseWarningText } from "@/components/callbacks/pause-warning";
import { RelativeTime } from "@/components/layout/relative-time";
import { useNow } from "@/components/layout/time-provider";
import { Badge } from "@/components/ui/badge";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
import { failureWords } from "@/lib/deliveries/words";
import { formatCountUpTo } from "@/lib/format/numbers";

function NextAttempt({ at }: { at: Date | null }) {
  const now = useNow();
  if (at === null) return null;
  if (now !== null && at.getTime() <= now) return <span>next try due</span>;
  return (
    <span>
      next try <RelativeTime value={at} />
    </span>
  );
}

/** How an endpoint is doing, in one line. */
export function CallbackStatus({ callback }: { callback: CallbackDetails }) {
  const { enabled, pausedReason, failingSince, lastSuccessAt, lastError, pendingDeliveries } = callback;
  const { nextAttemptAt, pauseWarning, pausesAt } = callback;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted-foreground">
      {!enabled ? (
        <Badge tone="paused">Off</Badge>
      ) : pausedReason ? (
        <Badge tone="failing">Paused</Badge>
      ) : failingSince ? (
        <Badge tone="failing">
          Failing since <RelativeTime value={failingSince} />
        </Badge>
      ) : (
        <Badge tone={lastSuccessAt ? "active" : "neutral"}>
          {lastSuccessAt ? "Working" : "Not called yet"}
        </Badge>
      )}
      {enabled && pausedReason && <span>{pausedReason}</span>}
      <PauseWarningText warning={pauseWarning} pausesAt={pausesAt} />
      {lastSuccessAt && (
        <span>
          last accepted <RelativeTime value={lastSuccessAt} />
        </span>
      )}
      {failingSince && lastError && <span>last error: {failureWords(lastError)}</span>}
      <NextAttempt at={nextAttemptAt} />
      {pendingDeliveries > 0 && (
        <span>
          {formatCountUpTo(MAX_COUNTED_DELIVERIES, pendingDeliveries, "delivery", "deliveries")} waiting
        </span>
      )}
    </p>
  );
}
