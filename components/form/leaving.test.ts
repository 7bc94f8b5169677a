import { afterEach, expect, test } from "vitest";
import { askBeforeLeaving, leave, leaveFreely, mustAsk } from "./leaving";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Something unsaved that keeps who wants to leave waiting; returns those who wait. */
function guard(): (() => void)[] {
  const waiting: (() => void)[] = [];
  stops.push(askBeforeLeaving((go) => waiting.push(go)));
  return waiting;
}

test("nothing is asked while nothing would be lost", () => {
  let left = 0;
  leave(() => left++);
  expect([left, mustAsk()]).toEqual([1, false]);
});

test("who would lose something is asked, and leaving waits for the answer", () => {
  const waiting = guard();
  let left = 0;
  leave(() => left++);
  expect([left, waiting.length, mustAsk()]).toEqual([0, 1, true]);
  waiting[0]?.();
  expect([left, mustAsk()]).toEqual([1, false]);
});

test("what is not wanted any more is left without asking, and the next one is asked again", () => {
  const first = guard();
  let left = 0;
  leaveFreely(() => left++);
  leave(() => left++);
  expect([left, first.length]).toEqual([2, 0]);
  const second = guard();
  leave(() => left++);
  expect([left, first.length, second.length]).toEqual([2, 0, 1]);
});
