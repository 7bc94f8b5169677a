import { expect, test } from "vitest";
import { changedFields } from "./diff";

test("only fields that differ are kept, on both sides", () => {
  const before = { name: "a", note: null, count: 1 };
  expect(changedFields<Record<string, unknown>>(before, { name: "b", note: null, count: 1 })).toEqual({
    before: { name: "a" },
    after: { name: "b" },
  });
});

test("fields that were not given are not changed", () => {
  expect(changedFields({ name: "a", note: "n" }, { name: "a" })).toEqual({ before: {}, after: {} });
});

test.each([
  ["equal instants", new Date("2026-01-01T00:00:00Z"), new Date("2026-01-01T01:00:00+01:00"), false],
  ["other instants", new Date("2026-01-01T00:00:00.000Z"), new Date("2026-01-01T00:00:00.001Z"), true],
  ["an instant that is taken away", new Date("2026-01-01T00:00:00Z"), null, true],
  ["equal lists", ["a", "b"], ["a", "b"], false],
  ["a list in another order", ["a", "b"], ["b", "a"], true],
  ["an emptied list", ["a"], [], true],
  ["equal objects", { url: "", enabled: false }, { url: "", enabled: false }, false],
  ["other objects", { url: "", enabled: false }, { url: "", enabled: true }, true],
  ["nothing and an empty text", null, "", true],
  ["false and nothing", false, null, true],
  ["a number and its text", 1, "1", true],
])("%s", (_what, before, after, isChanged) => {
  expect(changedFields<{ field: unknown }>({ field: before }, { field: after })).toEqual(
    isChanged ? { before: { field: before }, after: { field: after } } : { before: {}, after: {} },
  );
});

test("a field that was not there before is changed", () => {
  expect(changedFields<Record<string, unknown>>({}, { name: "a" })).toEqual({
    before: { name: undefined },
    after: { name: "a" },
  });
});

test("what is given is left as it is", () => {
  const [before, after] = [{ name: "a" }, { name: "b" }];
  changedFields(before, after);
  expect([before, after]).toEqual([{ name: "a" }, { name: "b" }]);
});
