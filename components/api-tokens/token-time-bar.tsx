import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { USABLE_STATES } from "@/lib/api-tokens/settings";
import { type TimeMark, timeBar } from "@/lib/api-tokens/time-bar";
import { cn } from "@/lib/utils";

const LABELS: Record<TimeMark["what"], string> = {
  activation: "Activation",
  today: "Today",
  expiration: "Expiration",
};

export type TokenTimeBarProps = {
  token: Pick<TokenDetails, "activatesAt" | "expiresAt" | "state">;
  now: Date;
};

/** Columns for three labels of which the middle one stands below its mark, or as near to it as the others let it. */
function labelColumns(at: number): string {
  return `minmax(max-content, calc(${at}% - 7rem)) minmax(11rem, max-content) minmax(max-content, 1fr)`;
}

/** Activation, today and expiration in their order: on a bar, and below it in words and exactly. */
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
      <ol
        style={{ gridTemplateColumns: labelColumns(marks[1]?.at ?? 0) }}
        className="flex flex-wrap justify-between gap-x-6 gap-y-2 text-sm md:grid md:*:nth-2:text-center md:*:nth-3:text-end"
      >
        {marks.map(({ what, time }) => (
          <li key={what}>
            <span className="block text-xs text-muted-foreground">
              {LABELS[what]}
              {what !== "today" && (
                <>
                  , <RelativeTime value={time} />
                </>
              )}
            </span>
            <DateTime value={time} zone />
          </li>
        ))}
        {isOpen && (
          <li>
            <span className="block text-xs text-muted-foreground">Expiration</span>
            None set
          </li>
        )}
      </ol>
    </div>
  );
}
