import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gzipStream } from "./gzip-stream";

const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeAll(() => {
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
});

afterAll(() => {
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
});

/** Pieces that hardly compress, with how many were taken and whether the reader left. */
function source(pieces: number, failAt = Number.POSITIVE_INFINITY) {
  const seen = { taken: 0, left: false, bytes: [] as Buffer[] };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.taken === pieces) return controller.close();
        if (seen.taken === failAt) return controller.error(new Error("the rows fail"));
        const piece = randomBytes(30_000);
        seen.taken += 1;
        seen.bytes.push(piece);
        controller.enqueue(piece);
      },
      cancel() {
        seen.left = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
}

test("what is compressed is what was given", async () => {
  const { seen, stream } = source(50);
  const packed = Buffer.from(await new Response(gzipStream(stream)).arrayBuffer());
  expect(gunzipSync(packed).equals(Buffer.concat(seen.bytes))).toBe(true);
});

test("what nobody takes is not read", async () => {
  const { seen, stream } = source(1_000);
  const reader = gzipStream(stream).getReader();
  await reader.read();
  await sleep(200);
  expect(seen.taken).toBeLessThan(10);
  await reader.cancel();
  await expect.poll(() => seen.left).toBe(true);
});

test("a reader who leaves in whatever moment with reads under way harms nothing", async () => {
  for (let reads = 0; reads < 60; reads++) {
    const { seen, stream } = source(1_000);
    const reader = gzipStream(stream).getReader();
    for (let i = 0; i < reads % 20; i++) await reader.read();
    await sleep(reads % 4);
    const under = [reader.read(), reader.read(), reader.read()];
    await reader.cancel();
    await Promise.allSettled(under);
    await expect.poll(() => seen.left).toBe(true);
  }
  await sleep(20);
  expect(uncaught).toEqual([]);
});

test("a failure breaks the file off", async () => {
  for (const failAt of [0, 20]) {
    const { stream } = source(50, failAt);
    await expect(new Response(gzipStream(stream)).arrayBuffer()).rejects.toThrow("the rows fail");
  }
  expect(uncaught).toEqual([]);
});
