import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "@/db/client";
import { once } from "@/db/registry";
import { type ClockWatch, watchClock } from "./clock-watch";
import { createLogger } from "./logger";
import { metrics } from "./metrics/instruments";

const MINUTE_MS = 60_000;

const lines: { msg: string; offsetMs?: number }[] = [];
once("logger", () => createLogger("info", { write: (line) => void lines.push(JSON.parse(line)) }));

let watch: ClockWatch;
const measure = vi.fn<(db: Database) => Promise<number>>();

beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  measure.mockReset();
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

async function start(offsetMs: number): Promise<void> {
  measure.mockResolvedValue(offsetMs);
  watch = watchClock({} as Database, measure);
  await vi.advanceTimersByTimeAsync(0);
}

const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * MINUTE_MS);
const offset = async () => (await metrics().clockOffset.get()).values.map(({ value }) => value);

test("a clock is measured at once and then each minute, and the metric has the last offset", async () => {
  await start(-1_500);
  expect(await offset()).toEqual([-1.5]);
  measure.mockResolvedValue(250);
  await pass(3);
  expect(await offset()).toEqual([0.25]);
  expect([measure.mock.calls.length, lines]).toEqual([4, []]);
});

test("one that goes off later is warned of, at most once an hour", async () => {
  await start(0);
  measure.mockResolvedValue(-31_000);
  await pass(59);
  measure.mockResolvedValueOnce(0);
  await pass(1);
  expect(lines).toMatchObject([{ offsetMs: -31_000 }]);
  await pass(1);
  expect(lines).toHaveLength(2);
  await pass(60);
  expect(lines).toHaveLength(3);
});

test("one that cannot be measured is measured again", async () => {
  await start(0);
  measure.mockRejectedValueOnce(new Error("away"));
  await pass(1);
  expect(lines).toMatchObject([{ msg: expect.stringContaining("not measured") }]);
  expect(await offset()).toEqual([]);
  measure.mockResolvedValue(2_000);
  await pass(1);
  expect(await offset()).toEqual([2]);
});

test("a watch that is stopped measures and tells nothing any more", async () => {
  await start(0);
  let answer = (_offsetMs: number) => {};
  measure.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  await pass(1);
  watch.stop();
  answer(99_000);
  await pass(5);
  expect([measure.mock.calls.length, lines, vi.getTimerCount()]).toEqual([2, [], 0]);
  expect(await offset()).toEqual([0]);
});

test("a watch does not keep its process alive", async () => {
  const unref = vi.spyOn(globalThis, "setTimeout");
  await start(0);
  const [timer] = unref.mock.results.map(({ value }) => value as NodeJS.Timeout);
  expect(timer?.hasRef()).toBe(false);
});
