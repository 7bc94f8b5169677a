import { expect, test } from "vitest";
import { equalsSecretly } from "./equals-secretly";

test("texts of other lengths are only unequal", () => {
  expect(equalsSecretly("abc", "abc")).toBe(true);
  expect(equalsSecretly("abc", "abcd")).toBe(false);
  expect(equalsSecretly("", "abc")).toBe(false);
});
