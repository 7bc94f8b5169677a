import { expect, test } from "vitest";
import { labelRows, timeBar } from "./time-bar";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const places = (activates: number, expires: number | null, now: number, deleted: number | null = null) => {
  const token = {
    activatesAt: day(activates),
    expiresAt: expires === null ? null : day(expires),
    deletedAt: deleted === null ? null : day(deleted),
  };
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

test.each([
  ["before its end", 0, 100, 50, 25, ["activation 0", "deletion 50", "today 100"], 0, 50],
  ["without an end", 0, null, 50, 25, ["activation 0", "deletion 50", "today 100"], 0, 50],
  [
    "when it had expired",
    0,
    10,
    50,
    25,
    ["activation 0", "expiration 20", "deletion 50", "today 100"],
    0,
    20,
  ],
  ["before its activation", 30, 90, 20, 10, ["deletion 0", "today 100"], 0, 0],
  ["this moment", 0, 100, 50, 50, ["activation 0", "deletion 100", "today 100"], 0, 100],
])("deleted %s", (_when, activates, expires, now, deleted, marks, from, to) => {
  expect(places(activates, expires, now, deleted)).toEqual({ marks, from, to, isOpen: false });
});

test.each([
  [
    [0, 50, 100],
    [1, 1, 1],
  ],
  [
    [0, 10, 100],
    [1, 2, 1],
  ],
  [
    [0, 0, 100],
    [1, 2, 1],
  ],
  [
    [0, 95, 100],
    [1, 2, 1],
  ],
])("of labels at %j the middle one, which yields, has a row of its own where it has no room", (at, rows) => {
  expect(
    labelRows(
      at.map((place, i) => ({ at: place, yields: i === 1 })),
      26,
    ),
  ).toEqual(rows);
});

test("labels that do not yield part among themselves, the later below the earlier", () => {
  expect(
    labelRows(
      [0, 10, 20, 100].map((at) => ({ at, yields: at === 100 })),
      26,
    ),
  ).toEqual([1, 2, 3, 1]);
});
