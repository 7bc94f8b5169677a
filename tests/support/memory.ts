import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const SAMPLE_EVERY_MS = 250;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as (options?: { type: "minor" }) => void;

/** What outlived the collections of young garbage, the frequent ones, and lies there until a rare one of everything. */
export function agedBytes(): number {
  for (let i = 0; i < 2; i++) collectGarbage({ type: "minor" });
  return getHeapSpaceStatistics().find((space) => space.space_name === "old_space")?.space_used_size ?? 0;
}

/** What this process cannot do without at this moment: garbage, which V8 leaves lying as it likes, is not counted. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * Reads a download as a browser does, chunk by chunk and keeping nothing, and tells what was held half of the time
 * meanwhile: what is held for a moment, a page of rows in several shapes, says nothing of how the whole is held.
 */
export async function downloadHeld(
  body: ReadableStream<Uint8Array>,
): Promise<{ bytes: number; held: number }> {
  const samples = [heldBytes()];
  let bytes = 0;
  let sampledAt = performance.now();
  for await (const chunk of body) {
    bytes += chunk.length;
    if (performance.now() - sampledAt < SAMPLE_EVERY_MS) continue;
    samples.push(heldBytes());
    sampledAt = performance.now();
  }
  samples.sort((a, b) => a - b);
  return { bytes, held: samples[samples.length >> 1] as number };
}
