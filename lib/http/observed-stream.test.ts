import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { observedStream, type StreamEnd } from "./observed-stream";

const encoder = new TextEncoder();

/** A source of so many pieces of four bytes, which tells how many were asked for and whether it was given up. */
function source(pieces: number, fault?: Error) {
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.pulled === pieces) return fault ? controller.error(fault) : controller.close();
        seen.pulled += 1;
        controller.enqueue(encoder.encode("abcd"));
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

function recorder() {
  const ends: StreamEnd[] = [];
  return { ends, onEnd: async (end: StreamEnd) => void ends.push(end) };
}

test("a stream that is read whole is told as whole before its reader knows", async () => {
  const { ends, onEnd } = recorder();
  expect(await text(observedStream(source(3).stream, onEnd))).toBe("abcdabcdabcd");
  expect(ends).toEqual([{ bytes: 12, isWhole: true }]);
});

test("a reader that leaves cuts it off, gives up the source and is told once", async () => {
  const { ends, onEnd } = recorder();
  const { stream, seen } = source(1000);
  const reader = observedStream(stream, onEnd).getReader();
  await reader.read();
  await reader.cancel();
  expect(ends).toEqual([{ bytes: 4, isWhole: false }]);
  expect(seen).toEqual({ pulled: 1, cancelled: true });
});

test("a source that fails cuts it off and fails its reader", async () => {
  const { ends, onEnd } = recorder();
  const observed = observedStream(source(2, new Error("database gone")).stream, onEnd);
  await expect(text(observed)).rejects.toThrow("database gone");
  expect(ends).toEqual([{ bytes: 8, isWhole: false }]);
});
