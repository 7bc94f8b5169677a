import { expect, test } from "vitest";
import { AppError } from "./errors";
import { requireSameVersion, sectionVersion } from "./section-version";

test("equal values have one version, in whatever order they are named", () => {
  const moment = new Date("2026-01-01T00:00:00.123Z");
  const one = sectionVersion({ name: "a", at: moment, ips: ["b"] });
  expect(sectionVersion({ ips: ["b"], at: new Date(moment), name: "a" })).toBe(one);
  expect(one).toMatch(/^[\w-]{22}$/);
});

test.each([
  [{ name: "a" }, { name: "b" }],
  [{ name: null }, { name: "" }],
  [{ name: "a" }, { name: "a", note: null }],
  [{ ips: ["a", "b"] }, { ips: ["b", "a"] }],
  [{ at: new Date(0) }, { at: new Date(1) }],
])("%j and %j differ", (a, b) => expect(sectionVersion(a)).not.toBe(sectionVersion(b)));

test("what was changed meanwhile is a conflict; who has seen nothing is not asked", () => {
  requireSameVersion("same", "same", "this");
  requireSameVersion(undefined, "any", "this");
  expect(() => requireSameVersion("old", "new", "this")).toThrow(AppError);
});
