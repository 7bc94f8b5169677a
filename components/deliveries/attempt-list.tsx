import { DateTime } from "@/components/layout/relative-time";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { AttemptRow } from "@/lib/deliveries/schema";
import { attemptWords } from "@/lib/deliveries/words";
import { formatDuration } from "@/lib/format/numbers";

export type AttemptListProps = {
  attempts: readonly AttemptRow[];
  /** The present endpoint: of an attempt that went elsewhere it is said where. */
  url: string;
};

/** The attempts of a delivery, the last one first, with what the endpoint answered as plain text. */
export function AttemptList({ attempts, url }: AttemptListProps) {
  return (
    <ol data-slot="attempt-list" className="divide-y border-y text-sm">
      {attempts.map((attempt) => (
        <li key={attempt.no} className="grid gap-1 py-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-muted-foreground">Attempt {attempt.no}</span>
            <span className="font-medium">{attemptWords(attempt)}</span>
            <span className="ml-auto text-muted-foreground">
              <DateTime value={attempt.startedAt} format="seconds" /> · {formatDuration(attempt.durationMs)}
            </span>
          </div>
          {attempt.url !== null && attempt.url !== url && (
            <p className="text-muted-foreground">
              Sent to <span className="font-mono text-xs wrap-anywhere">{attempt.url}</span>
            </p>
          )}
          {attempt.responseExcerpt !== null && (
            <ScrollRegion
              label={`Answer to attempt ${attempt.no}`}
              className="max-h-40 rounded-md bg-muted px-2.5 py-2"
            >
              <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">
                {attempt.responseExcerpt}
              </pre>
            </ScrollRegion>
          )}
        </li>
      ))}
    </ol>
  );
}
