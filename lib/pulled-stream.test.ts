import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pulledFrom } from "./pulled-stream";

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

/** A stream that is always full. */
function fullStream(): PassThrough {
  const output = new PassThrough();
  const fill = () => {
    while (!output.destroyed && output.write(Buffer.alloc(700)));
  };
  output.on("drain", fill);
  fill();
  return output;
}

test("a reader who leaves in whatever moment with reads under way harms nothing and ends the stream", async () => {
  for (let reads = 0; reads < 40; reads++) {
    const output = fullStream();
    const reader = pulledFrom(output).getReader();
    for (let i = 0; i < reads; i++) await reader.read();
    await sleep(reads % 3);
    const under = [reader.read(), reader.read(), reader.read()];
    await reader.cancel();
    await Promise.allSettled(under);
    expect(output.destroyed).toBe(true);
  }
  await sleep(20);
  expect(uncaught).toEqual([]);
});

test("a failure before the first read reaches the reader", async () => {
  const output = new PassThrough();
  const reader = pulledFrom(output).getReader();
  output.destroy(new Error("the disk is gone"));
  await sleep(5);
  await expect(reader.read()).rejects.toThrow("the disk is gone");
  expect(uncaught).toEqual([]);
});
