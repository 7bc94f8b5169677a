import "server-only";
import { setTimeout } from "node:timers/promises";

/** So long a file may be written at a stretch; the calls that came in meanwhile wait for it. */
const SLICE_MS = 2;

/** Work is also the waiting for a slow reader, which nobody needs a rest from. */
const MAX_PAUSE_MS = 10;

/** The rows, with a pause as long as the work whenever that took a slice's time: other calls come first. */
export async function* inSlices<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  let begun = performance.now();
  for (const row of rows) {
    yield row;
    const workedMs = performance.now() - begun;
    if (workedMs < SLICE_MS) continue;
    await setTimeout(Math.min(workedMs, MAX_PAUSE_MS));
    begun = performance.now();
  }
}
