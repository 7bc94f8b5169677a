import { formatCount, formatNumber } from "../format/numbers";
import type { Recovered, RecoverPreview } from "./schema";
import { BLOCK_REASONS } from "./words";

const deliveries = (count: number) => formatCount(count, "delivery", "deliveries");

/** How many deliveries a recovery would make pending. */
export function recoverable({ neverSent, cancelled }: RecoverPreview): number {
  return neverSent + cancelled;
}

/** What a recovery would do, in sentences, each where it says something. */
export function previewWords(preview: RecoverPreview): string[] {
  const { neverSent, cancelled, waiting, keptDays, blockedBy } = preview;
  const all = keptDays === null ? "every event since then" : "every event that is kept";
  return [
    keptDays !== null &&
      `Events are kept for ${formatCount(keptDays, "day")}: older ones cannot be recovered.`,
    recoverable(preview) === 0 && `Nothing is missing: ${all} was sent or is pending.`,
    neverSent > 0 && `${formatCount(neverSent, "event")} ${neverSent === 1 ? "was" : "were"} never sent.`,
    cancelled > 0 && `${deliveries(cancelled)} ${cancelled === 1 ? "was" : "were"} cancelled.`,
    waiting > 0 && `${formatNumber(waiting)} ${waiting === 1 ? "is" : "are"} pending already and stay so.`,
    blockedBy && `Nothing can be recovered: ${BLOCK_REASONS[blockedBy]}.`,
  ].filter((words) => words !== false && words !== null);
}

/** What became of a recovery, in words. */
export function recoveredWords({ recovered, stoppedBy }: Recovered): string {
  const done = `${deliveries(recovered)} ${recovered === 1 ? "is" : "are"} pending`;
  return stoppedBy === null ? `${done}.` : `${done}; the rest is not, for ${BLOCK_REASONS[stoppedBy]}.`;
}
