import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportAnswer } from "./file";
import type { ExportFormat } from "./schema";

/** An export of a list without end, and how many pages were read of it. */
function endless(format: ExportFormat) {
  const seen = { pages: 0 };
  const answer = exportAnswer<{ text: string }>({
    name: "lines",
    format,
    columns: [{ header: "text", width: 20, value: ({ text }) => text }],
    read: async ({ limit, cursor = "0" }) => {
      seen.pages += 1;
      const data = Array.from({ length: limit }, (_, i) => ({
        text: `${i} ${randomBytes(200).toString("base64")}`,
      }));
      return { data, next_cursor: String(Number(cursor) + 1) };
    },
  });
  if (!("open" in answer)) throw new Error("An export is a stream.");
  return { answer, seen };
}

/** The number of pages once no more are read. */
async function whenItRests(seen: { pages: number }): Promise<number> {
  for (let before = -1; before !== seen.pages; await setTimeout(300)) before = seen.pages;
  return seen.pages;
}

test.each<ExportFormat>(["ndjson", "csv", "xlsx"])(
  "%s reads only what is taken, and nothing after that",
  async (format) => {
    const { answer, seen } = endless(format);
    expect(seen.pages).toBe(0);
    const reader = answer.open().getReader();
    // The first piece may be no more than the names of the columns.
    for (let piece = 1; piece <= 2; piece++) await reader.read();
    const ahead = await whenItRests(seen);
    await reader.cancel();
    expect(await whenItRests(seen)).toBeLessThanOrEqual(ahead + 1);
    expect(answer.rows()).toBeGreaterThan(0);
  },
);
