import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const SAMPLE_EVERY_MS = 500;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What this process cannot do without at this moment: garbage, which V8 leaves lying as it likes, is not counted. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reads a download as a browser does, chunk by chunk and keeping nothing, and tells the most that was held meanwhile. */
export async function downloadHeld(
  body: ReadableStream<Uint8Array>,
): Promise<{ bytes: number; peak: number }> {
  const seen = { bytes: 0, peak: heldBytes() };
  let sampledAt = performance.now();
  for await (const chunk of body) {
    seen.bytes += chunk.length;
    if (performance.now() - sampledAt < SAMPLE_EVERY_MS) continue;
    seen.peak = Math.max(seen.peak, heldBytes());
    sampledAt = performance.now();
  }
  return seen;
}
