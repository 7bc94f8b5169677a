import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { Batcher } from "./batcher";

test("what arrives while a flush is under way shares the next one", async () => {
  const flushed: number[][] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const batcher = new Batcher<number>({
    flush: async (items) => {
      flushed.push(items);
      if (flushed.length === 1) await gate;
    },
    maxItems: 3,
  });
  const first = batcher.add(0);
  await vi.waitFor(() => expect(flushed).toEqual([[0]]));
  const later = [1, 2, 3, 4].map((item) => batcher.add(item));
  await sleep(20);
  expect(flushed).toEqual([[0]]);
  release();
  await Promise.all([first, ...later]);
  expect(flushed).toEqual([[0], [1, 2, 3], [4]]);
});

test("what arrives a turn of the event loop later shares the flush", async () => {
  const flushed: number[][] = [];
  const batcher = new Batcher<number>({
    flush: async (items) => {
      flushed.push(items);
    },
    maxItems: 3,
  });
  const first = batcher.add(0);
  await nextTurn();
  await Promise.all([first, batcher.add(1)]);
  expect(flushed).toEqual([[0, 1]]);
});

test("all items of a failed flush are refused, and the next flush is tried", async () => {
  let fail = true;
  const batcher = new Batcher<number>({
    flush: async () => {
      if (fail) throw new Error("down");
    },
    maxItems: 10,
  });
  const results = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  fail = false;
  await expect(batcher.add(3)).resolves.toBeUndefined();
});
