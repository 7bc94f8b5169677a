import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatCountUpTo,
  formatDuration,
  formatNumber,
  formatShare,
} from "./numbers";

describe("numbers", () => {
  it("separates thousands", () => {
    expect(formatNumber(1204)).toBe("1,204");
    expect(formatNumber(10_000_000n)).toBe("10,000,000");
  });

  it("counts with a noun", () => {
    expect(formatCount(1, "callback")).toBe("1 callback");
    expect(formatCount(0, "callback")).toBe("0 callbacks");
    expect(formatCount(4102, "delivery", "deliveries")).toBe("4,102 deliveries");
  });

  it.each([
    [0, "0 deliveries"],
    [1, "1 delivery"],
    [10_000, "10,000 deliveries"],
    [10_001, "more than 10,000 deliveries"],
  ])("%d counted up to 10,000", (count, text) => {
    expect(formatCountUpTo(10_000, count, "delivery", "deliveries")).toBe(text);
  });

  it.each([
    [0, 0, "0%"],
    [0, 10, "0%"],
    [1, 3, "33.3%"],
    [1, 100_000, "<0.1%"],
    [99_999, 100_000, ">99.9%"],
    [7, 7, "100%"],
  ])("%d of %d as a share", (part, total, text) => {
    expect(formatShare(part, total)).toBe(text);
  });

  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [999.6, "1 s"],
    [1400, "1.4 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [12_000_000, "3 h 20 min"],
    [4 * 86_400_000 + 6 * 3_600_000, "4 d 6 h"],
  ])("%d ms", (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [340_499, "340 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [1_249_000, "1.2 MB"],
    [1_204_500_000, "1,204.5 MB"],
  ])("%d bytes", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
