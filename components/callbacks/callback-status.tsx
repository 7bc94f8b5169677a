import { PauseWarningText } from "@/components/callbacks/pause-warning";
import { NextAttempt } from "@/components/deliveries/next-attempt";
import { RelativeTime } from "@/components/layout/relative-time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
import { type CallbackState, callbackState } from "@/lib/callbacks/state";
import { failureWords } from "@/lib/deliveries/words";
import { formatCountUpTo } from "@/lib/format/numbers";

const OVER: Partial<Record<TokenDetails["state"], string>> = {
  deleted: "the token is deleted: nothing is sent",
  expired: "the token has expired: nothing is sent",
};

const STATES: Record<CallbackState, { label: string; tone: BadgeTone }> = {
  off: { label: "Off", tone: "paused" },
  paused: { label: "Paused", tone: "failing" },
  failing: { label: "Failing", tone: "failing" },
  working: { label: "Working", tone: "active" },
  not_called_yet: { label: "Not called yet", tone: "neutral" },
};

export type CallbackStatusProps = { callback: CallbackDetails; tokenState: TokenDetails["state"] };

function StateBadge({ callback, tokenState }: CallbackStatusProps) {
  const state = callbackState(callback);
  if (state !== "off" && OVER[tokenState]) return <Badge tone={tokenState}>Not called</Badge>;
  const { label, tone } = STATES[state];
  return (
    <Badge tone={tone}>
      {label}
      {state === "failing" && callback.failingSince && (
        <>
          {" "}
          since <RelativeTime value={callback.failingSince} />
        </>
      )}
    </Badge>
  );
}

/** How an endpoint is doing, in one line, a dot between its facts; one of a token that is over is not called, whatever came before. */
export function CallbackStatus({ callback, tokenState }: CallbackStatusProps) {
  const { enabled, pausedReason, failingSince, lastSuccessAt, lastError, pendingDeliveries } = callback;
  const { nextAttemptAt, pauseWarning, pausesAt } = callback;
  const over = OVER[tokenState];
  const facts = [
    enabled && (over ?? pausedReason),
    pauseWarning !== null && pausesAt !== null && (
      <PauseWarningText key="warning" warning={pauseWarning} pausesAt={pausesAt} />
    ),
    lastSuccessAt && (
      <span key="success">
        last delivered <RelativeTime value={lastSuccessAt} />
      </span>
    ),
    failingSince && lastError && `last error: ${failureWords(lastError)}`,
    nextAttemptAt && (
      <span key="next">
        next attempt <NextAttempt at={nextAttemptAt} />
      </span>
    ),
    pendingDeliveries > 0 &&
      `${formatCountUpTo(MAX_COUNTED_DELIVERIES, pendingDeliveries, "delivery", "deliveries")} waiting`,
  ].filter(Boolean);
  return (
    <p className="text-sm wrap-anywhere text-muted-foreground">
      <StateBadge callback={callback} tokenState={tokenState} />{" "}
      {facts.map((fact, i) => [i > 0 && " · ", fact])}
    </p>
  );
}
