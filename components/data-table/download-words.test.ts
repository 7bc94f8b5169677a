import { expect, test } from "vitest";
import { downloadAnnouncement } from "./download-words";

test("bytes are announced in steps, not for every piece", () => {
  const told = [0, 1_000, 4_999_999, 5_000_000, 5_000_001, 9_999_999].map((bytes) =>
    downloadAnnouncement({ kind: "running", bytes }),
  );
  expect(new Set(told).size).toBe(2);
  expect(told[0]).toBe(told[2]);
  expect(told[3]).toBe(told[5]);
});

test("nothing is announced before it starts, and a failure only by its own message", () => {
  expect(downloadAnnouncement({ kind: "idle" })).toBe("");
  expect(downloadAnnouncement({ kind: "failed", message: "Try again." })).toBe("");
});
