import { expect, test } from "vitest";
import { cellText } from "./cell-text";

test.each([
  ["=1+1", "=1+1"],
  ["_x000D_", "_x005F_x000D_"],
  ["a\u0000b", "a\uFFFDb"],
  ["line\nbreak\ttab", "line\nbreak\ttab"],
  ["\ud800", "\uFFFD"],
])("%j becomes %j", (text, cell) => expect(cellText(text)).toBe(cell));

test("a text that is too long is cut to what a cell holds, visibly", () => {
  const cell = cellText("x".repeat(40_000));
  expect(cell).toHaveLength(32_767);
  expect(cell.endsWith("…")).toBe(true);
});
