import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AUDIT_ACTIONS, AUDIT_KINDS, actionsOfKinds, actionWords, targetWords } from "./words";

const RECORDED = /\baction: (?:"([^"]+)"|`([^`]+)`)/g;

/** Every action that the product records, by the places that record it. */
const recorded = globSync("{app,lib,db}/**/*.{ts,tsx}")
  .filter((file) => !file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(RECORDED)].map(
      ([, action, template]) => action ?? `\`${template}\``,
    ),
  );

describe("the list of actions", () => {
  test("has every one that is recorded", () => {
    expect(recorded.length).toBeGreaterThan(5);
    expect(recorded.filter((action) => !Object.hasOwn(AUDIT_ACTIONS, action))).toEqual([]);
  });

  test("gives each words of its own, within its kind", () => {
    for (const kind of AUDIT_KINDS) {
      const words = actionsOfKinds([kind]).map(actionWords);
      expect(words.length).toBeGreaterThan(0);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  test("is parted into kinds without rest", () => {
    expect(actionsOfKinds(AUDIT_KINDS).toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
    expect(actionsOfKinds([])).toEqual([]);
  });
});

test("what this version does not know is shown as it stands", () => {
  expect([actionWords("token.exploded"), targetWords("comet"), actionWords("constructor")]).toEqual([
    "token.exploded",
    "comet",
    "constructor",
  ]);
});
