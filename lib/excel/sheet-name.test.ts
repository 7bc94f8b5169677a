import { expect, test } from "vitest";
import { sheetName } from "./sheet-name";

test.each([
  ["Log", 1, "Log"],
  ["Log", 2, "Log (2)"],
  ["a[b]c:d*e?f/g\\h", 1, "a b c d e f g h"],
  ["'quoted'", 1, "quoted"],
  ["", 1, "Sheet"],
  ["///", 3, "Sheet (3)"],
])("%j, part %i is %j", (name, part, expected) => expect(sheetName(name, part)).toBe(expected));

test("a name that is too long is cut, its number never", () => {
  expect(sheetName("x".repeat(40))).toBe("x".repeat(31));
  expect(sheetName("x".repeat(40), 12)).toBe(`${"x".repeat(26)} (12)`);
  expect(sheetName(`${"x".repeat(30)}😀`).isWellFormed()).toBe(true);
});
