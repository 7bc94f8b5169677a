import { expect, test } from "vitest";
import { z } from "zod";
import { cutText, fieldErrors, instantInQuery, requiredText } from "./input";

test.each(["constructor", "toString", "__proto__", "page"])("an unknown parameter %s is named", (name) => {
  const input = JSON.parse(`{"${name}":"1"}`);
  const { error } = z.strictObject({}).safeParse(input);
  expect(error && Object.entries(fieldErrors(error))).toEqual([[name, "There is no such parameter."]]);
});

test("a time whose + came as a space is told how to write it", () => {
  expect(instantInQuery.safeParse("2026-11-01T00:00:00 01:00").error?.issues[0]?.message).toContain("%2B");
  expect(instantInQuery.parse("2026-11-01T00:00:00+01:00")).toEqual(new Date("2026-10-31T23:00:00Z"));
  expect(instantInQuery.parse(undefined)).toBeNull();
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "abc"],
  ["a😀😀b", 3, "a😀😀"],
  ["😀😀😀😀", 2, "😀😀"],
  ["a\0\ud800", 3, "a\uFFFD\uFFFD"],
])("of %j the first %i characters are %j", (text, max, kept) => expect(cutText(text, max)).toBe(kept));

test.each(["a\u0001b", "a\nb", "\u202Eevil", "a\u2066b"])(
  "a line with the hidden character of %j is refused",
  (text) => {
    expect(requiredText(20).safeParse(text).error?.issues[0]?.message).toContain("cannot be seen");
  },
);

test("a line is trimmed, and one that is too long says how long it may be", () => {
  expect(requiredText(5).parse(" عربي\n")).toBe("عربي");
  expect(requiredText(5).safeParse("123456").error?.issues[0]?.message).toBe("Use at most 5 characters.");
});
