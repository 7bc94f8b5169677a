import { expect, test } from "vitest";
import { barWords, spanWords } from "./bar-words";

const ROME = "Europe/Rome";

test.each([
  ["half an hour", "2026-11-03T10:00:00Z", "2026-11-03T10:30:00Z", "3 Nov 2026, 11:00 – 11:30"],
  ["an hour until midnight", "2026-11-03T22:00:00Z", "2026-11-03T23:00:00Z", "3 Nov 2026, 23:00 – 00:00"],
  ["what was cut at its end", "2026-11-03T10:00:00Z", "2026-11-03T10:03:27Z", "3 Nov 2026, 11:00 – 11:03"],
  ["seconds", "2026-11-03T10:00:10Z", "2026-11-03T10:00:15Z", "3 Nov 2026, 11:00:10 – 11:00:15"],
  ["a night", "2026-11-03T17:00:00Z", "2026-11-04T05:00:00Z", "3 Nov 2026, 18:00 – 4 Nov 2026, 06:00"],
  ["a day", "2026-11-02T23:00:00Z", "2026-11-03T23:00:00Z", "3 Nov 2026"],
  ["a day of 23 hours", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "29 Mar 2026"],
  ["a week", "2026-11-01T23:00:00Z", "2026-11-08T23:00:00Z", "2 Nov 2026 – 8 Nov 2026"],
  ["part of a day", "2026-11-02T23:00:00Z", "2026-11-03T10:03:00Z", "3 Nov 2026, 00:00 – 11:03"],
])("%s", (_what, from, to, words) => expect(spanWords(new Date(from), new Date(to), ROME)).toBe(words));

test("numbers have their words and separators", () => {
  expect(barWords({ served: 1_204, refused: 3, failed: 0 })).toBe("1,204 served, 3 refused, 0 failed");
});
