import { expect, test } from "vitest";
import { z } from "zod";
import { cutText, fieldErrors, instantInQuery, optionalText, requiredText } from "./input";

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

test.each([
  "a\u0001b",
  "a\0b",
  "a\nb",
  "a\u2028b",
  "\u202Eevil",
  "a\u2066b",
  "a\u200Bb",
  "a\u00ADb",
  "a\u200Eb",
  "a\u2060b",
  "a\uFEFFb",
  "a\u{E0041}b",
  "a\u115Fb",
  "a\u1160b",
  "a\u3164b",
  "e\u034F\u0301",
  "a\uFFA0b",
  "\u3164",
  "\u200B",
])("a line with the hidden character of %j is refused", (text) => {
  expect(requiredText(20).safeParse(text).error?.issues[0]?.message).toContain("cannot be seen");
});

test.each(["\u200D", "\u200C\u200D", "\uFE0F", "\u2800 \u2800", "\u00A0", ""])(
  "a line of %j alone is missing",
  (text) => expect(requiredText(20).safeParse(text).error?.issues.at(-1)?.message).toBe("Fill this in."),
);

test.each([
  ["👩‍👧 Rossi", "👩‍👧 Rossi"],
  ["❤️", "❤️"],
  ["نامه‌ها", "نامه‌ها"],
  ["葛\u{E0100}城", "葛\u{E0100}城"],
  ["क्‍ष", "क्‍ष"],
  ["Cafe\u0301", "Café"],
  ["a \u00A0\u3000  b", "a b"],
  ["a\ud800", "a\uFFFD"],
])("the line %j is %j", (text, line) => expect(requiredText(20).parse(text)).toBe(line));

test("a text keeps its line breaks, and none of it turns direction", () => {
  expect(optionalText(20).parse(" one\ntwo\0 ")).toBe("one\ntwo\uFFFD");
  for (const turning of ["\u202A", "\u202E", "\u2066", "\u2069"])
    expect(optionalText(20).safeParse(`a${turning}b`).error?.issues[0]?.message).toContain("direction");
  expect(optionalText(20).parse(" ")).toBeNull();
  expect(optionalText(20).parse(undefined)).toBeNull();
});

test("a line is trimmed, and one that is too long says how long it may be", () => {
  expect(requiredText(5).parse(" عربي\n")).toBe("عربي");
  expect(requiredText(5).safeParse("123456").error?.issues[0]?.message).toBe("Use at most 5 characters.");
});
