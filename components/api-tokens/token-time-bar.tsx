import { TimeBarLabels } from "@/components/api-tokens/time-bar-labels";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { USABLE_STATES } from "@/lib/api-tokens/settings";
import { timeBar } from "@/lib/api-tokens/time-bar";
import { cn } from "@/lib/utils";

export type TokenTimeBarProps = {
  token: Pick<TokenDetails, "activatesAt" | "expiresAt" | "deletedAt" | "state">;
  now: Date;
};

/** Activation, today and expiration or deletion in their order: on a bar, and below it in words and exactly. */
export function TokenTimeBar({ token, now }: TokenTimeBarProps) {
  const { marks, from, to, isOpen } = timeBar(token, now);
  return (
    <div className="grid gap-2">
      <div aria-hidden="true" className="relative mx-1.5 h-4">
        <div className="absolute inset-x-0 top-1.5 h-1 rounded-full bg-muted" />
        <div
          className={cn(
            "absolute top-1.5 h-1 rounded-full",
            USABLE_STATES.has(token.state) ? "bg-green" : "bg-grey",
            isOpen && "mask-r-from-60%",
          )}
          style={{ insetInlineStart: `${from}%`, width: `${to - from}%` }}
        />
        {marks.map(({ what, at }) => (
          <span
            key={what}
            data-mark={what}
            className={cn(
              "absolute -translate-x-1/2",
              what === "today"
                ? "top-0 h-4 w-[3px] rounded-full bg-foreground"
                : "top-0.5 size-3 rounded-full border-2 border-control bg-card",
            )}
            style={{ insetInlineStart: `${at}%` }}
          />
        ))}
      </div>
      <TimeBarLabels marks={marks} isOpen={isOpen} />
    </div>
  );
}
