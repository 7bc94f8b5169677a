import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportAnswer } from "./file";
import type { ExportFormat } from "./schema";

const TEXT = "x".repeat(200);

/** An export of a list without end, and how many pages were read of it. */
function endless(format: ExportFormat) {
  const seen = { pages: 0 };
  const answer = exportAnswer<{ text: string }>({
    name: "lines",
    format,
    columns: [{ header: "text", width: 20, value: ({ text }) => text }],
    read: async ({ limit, cursor = "0" }) => {
      seen.pages += 1;
      const data = Array.from({ length: limit }, (_, i) => ({ text: `${cursor}/${i} ${TEXT}` }));
      return { data, next_cursor: String(Number(cursor) + 1) };
    },
  });
  if (!("open" in answer)) throw new Error("An export is a stream.");
  return { answer, seen };
}

test.each<ExportFormat>(["ndjson", "csv", "xlsx"])(
  "%s reads only what is taken, and nothing after that",
  async (format) => {
    const { answer, seen } = endless(format);
    expect(seen.pages).toBe(0);
    const reader = answer.open().getReader();
    await reader.read();
    await setTimeout(200);
    const ahead = seen.pages;
    await setTimeout(100);
    expect(seen.pages).toBe(ahead);
    await reader.cancel();
    await setTimeout(100);
    expect(seen.pages).toBeLessThanOrEqual(ahead + 1);
    const left = seen.pages;
    await setTimeout(100);
    expect(seen.pages).toBe(left);
    expect(answer.rows()).toBeGreaterThan(0);
  },
);
