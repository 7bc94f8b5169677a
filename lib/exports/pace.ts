import "server-only";
import { setTimeout } from "node:timers/promises";

/** So long a file may be written at a stretch; the calls that came in meanwhile wait for it. */
const SLICE_MS = 2;

/** So many times as long as the work is the pause after it: it also gives the database and the reader their turn. */
const PAUSES = 3;

/** Work is also the waiting for a slow reader, which nobody needs a rest from. */
const MAX_PAUSE_MS = 15;

/** So long a file is written before it is asked again whether it still may be. */
const CONFIRM_EVERY_MS = 1_000;

/** Makes a `confirm` of one file that may be called before each piece: it asks only when the last answer has aged. */
export function pacedConfirm(confirm: () => Promise<void>): () => Promise<void> {
  let askedAt = performance.now();
  return async () => {
    if (performance.now() - askedAt < CONFIRM_EVERY_MS) return;
    await confirm();
    askedAt = performance.now();
  };
}

/** Makes the pace of one file: to be called between pieces of its work, it pauses whenever they have taken a slice's time. */
export function createPace(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    const workedMs = performance.now() - begun;
    if (workedMs < SLICE_MS) return;
    await setTimeout(Math.min(PAUSES * workedMs, MAX_PAUSE_MS));
    begun = performance.now();
  };
}
