import { expect, test } from "vitest";
import { cellText } from "./cell-text";

test.each([
  ["=1+1", "=1+1"],
  ["_x000D_", "_x005F_x000D_"],
  ["\r=1", "_x000D_=1"],
  ["a\r\nb", "a_x000D_\nb"],
  ["_x000D\r", "_x005F_x000D_x000D_"],
  ["a\u0000b", "a\uFFFDb"],
  ["line\nbreak\ttab", "line\nbreak\ttab"],
  ["\ud800", "\uFFFD"],
])("%j becomes %j", (text, cell) => expect(cellText(text)).toBe(cell));

test("a text that is too long is cut to what a cell holds, visibly", () => {
  const cell = cellText("x".repeat(40_000));
  expect(cell).toHaveLength(32_767);
  expect(cell.endsWith("…")).toBe(true);
});

test.each([0, 1, 2, 3, 4, 5, 6])("a text is not cut within an escape, wherever it begins (%i)", (offset) => {
  const cell = cellText("x".repeat(offset) + "\r".repeat(40_000));
  expect(cell.length).toBeLessThanOrEqual(32_767);
  expect(cell).toMatch(/^x*(?:_x000D_)+…$/);
  const written = cellText("x".repeat(offset) + "_x0041_".repeat(10_000));
  expect(written.replaceAll("_x005F_", "_")).toMatch(/^x*(?:_x0041_)+(?:_x?0{0,2}4?1?)?…$/);
});
