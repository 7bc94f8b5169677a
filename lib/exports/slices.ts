import "server-only";
import { setTimeout } from "node:timers/promises";

/** So long a file may be written at a stretch; the calls that came in meanwhile wait for it. */
const SLICE_MS = 2;

/** So many times as long as the work is the pause after it: it also gives the database and the reader their turn. */
const PAUSES = 3;

/** Work is also the waiting for a slow reader, which nobody needs a rest from. */
const MAX_PAUSE_MS = 15;

/**
 * Makes the reader of one file's rows, page by page. It pauses whenever the work on them has taken a slice's time,
 * over the end of a page too: other calls come first.
 */
export function createSlices(): <Row>(rows: readonly Row[]) => AsyncGenerator<Row> {
  let workedMs = 0;
  return async function* inSlices(rows) {
    let begun = performance.now();
    for (const row of rows) {
      yield row;
      const now = performance.now();
      workedMs += now - begun;
      begun = now;
      if (workedMs < SLICE_MS) continue;
      await setTimeout(Math.min(PAUSES * workedMs, MAX_PAUSE_MS));
      workedMs = 0;
      begun = performance.now();
    }
  };
}
