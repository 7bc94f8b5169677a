import { Check, TriangleAlert } from "lucide-react";
import { PauseWarningText } from "@/components/callbacks/pause-warning";
import type { TokenRow } from "@/lib/api-tokens/schema";

type Health =
  | "state"
  | "callbackCount"
  | "failingCallbackCount"
  | "callbackPauseWarning"
  | "callbackPausesAt";

/**
 * How many callbacks are on, how many of them fail, and when the first of these is paused if that is not far; those of
 * a token that is over are not called.
 */
export function CallbackSummary({ token }: { token: Pick<TokenRow, Health> }) {
  if (token.callbackCount === 0) return <span className="text-muted-foreground">–</span>;
  if (token.state === "deleted" || token.state === "expired")
    return <span className="text-muted-foreground">{token.callbackCount} not called</span>;
  if (token.failingCallbackCount > 0)
    return (
      <span className="inline-flex items-center gap-1 align-bottom text-red-text">
        <TriangleAlert aria-hidden="true" className="size-3.5" />
        {token.failingCallbackCount} failing
        <PauseWarningText warning={token.callbackPauseWarning} pausesAt={token.callbackPausesAt} />
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1 align-bottom">
      <Check aria-hidden="true" className="size-3.5 text-green" />
      {token.callbackCount}
      <span className="sr-only">on, none failing</span>
    </span>
  );
}
