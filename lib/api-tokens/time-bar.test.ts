import { expect, test } from "vitest";
import { timeBar } from "./time-bar";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const places = (activates: number, expires: number | null, now: number) => {
  const token = { activatesAt: day(activates), expiresAt: expires === null ? null : day(expires) };
  const bar = timeBar(token, day(now));
  return { ...bar, marks: bar.marks.map(({ what, at }) => `${what} ${at}`) };
};

test.each([
  ["active", 0, 100, 25, ["activation 0", "today 25", "expiration 100"], 0, 100, false],
  ["scheduled", 20, 100, 0, ["today 0", "activation 20", "expiration 100"], 20, 100, false],
  ["expired", 0, 50, 100, ["activation 0", "expiration 50", "today 100"], 0, 50, false],
  ["active without an end", 0, null, 10, ["activation 0", "today 70"], 0, 100, true],
  ["scheduled without an end", 10, null, 0, ["today 0", "activation 70"], 70, 100, true],
  ["activated this moment, without an end", 5, null, 5, ["activation 0", "today 0"], 0, 100, true],
])("%s", (_state, activates, expires, now, marks, from, to, isOpen) => {
  expect(places(activates, expires, now)).toEqual({ marks, from, to, isOpen });
});
