import { formatCount, formatNumber } from "../format/numbers";
import type { Recovered, RecoverPreview } from "./schema";
import { BLOCK_REASONS } from "./words";

const deliveries = (count: number) => formatCount(count, "delivery", "deliveries");

/** How many deliveries a recovery would make pending, at least. */
function recoverable({ neverSent, cancelled }: RecoverPreview): number {
  return neverSent + cancelled;
}

/** True when a recovery is of use, for all that is known. */
export function mayRecover(preview: RecoverPreview): boolean {
  return preview.blockedBy === null && (recoverable(preview) > 0 || !preview.isWhole);
}

/** What a recovery would do, in sentences, each where it says something. */
export function previewWords(preview: RecoverPreview): string[] {
  const { neverSent, cancelled, waiting, keptDays, blockedBy, isWhole } = preview;
  const all = keptDays === null ? "every event since then" : "every event that is kept";
  return [
    keptDays !== null &&
      `Events are kept for ${formatCount(keptDays, "day")}: older ones cannot be recovered.`,
    !isWhole && "There are so many events that not all were counted; all are recovered.",
    recoverable(preview) === 0 && isWhole && `Nothing is missing: ${all} was sent or is pending.`,
    neverSent > 0 && `${formatCount(neverSent, "event")} ${neverSent === 1 ? "was" : "were"} never sent.`,
    cancelled > 0 && `${deliveries(cancelled)} ${cancelled === 1 ? "was" : "were"} cancelled.`,
    waiting > 0 && `${formatNumber(waiting)} ${waiting === 1 ? "is" : "are"} pending already and stay so.`,
    blockedBy && `Nothing can be recovered: ${BLOCK_REASONS[blockedBy]}.`,
  ].filter((words) => words !== false && words !== null);
}

/** What the button says that begins a recovery. */
export function recoverWords(preview: RecoverPreview): string {
  return preview.isWhole ? `Recover ${deliveries(recoverable(preview))}` : "Recover all";
}

/** What became of a recovery, in words. */
export function recoveredWords({ recovered, stoppedBy, goOnAfter }: Recovered): string {
  const done = `${deliveries(recovered)} ${recovered === 1 ? "is" : "are"} pending`;
  if (goOnAfter !== null) return `${done}. There is more: go on to recover the rest.`;
  return stoppedBy === null ? `${done}.` : `${done}; the rest is not, for ${BLOCK_REASONS[stoppedBy]}.`;
}
