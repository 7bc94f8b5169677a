import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportAnswer } from "./file";
import type { ExportFormat } from "./schema";

/** An export of a list without end, of which so many rows are kept, and how many pages were read of it. */
function endless(format: ExportFormat, kept = Number.POSITIVE_INFINITY) {
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
    confirm: async () => undefined,
    keeps: () => kept-- > 0,
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

test.each<ExportFormat>(["ndjson", "csv", "xlsx"])(
  "%s does not look on for a row when its reader has left",
  async (format) => {
    const { answer, seen } = endless(format, 100);
    const reader = answer.open().getReader();
    const read = (async () => {
      while (!(await reader.read()).done);
    })();
    await expect.poll(() => seen.pages).toBeGreaterThan(2);
    await reader.cancel();
    await read;
    const pages = seen.pages;
    expect(await whenItRests(seen)).toBeLessThanOrEqual(pages + 1);
  },
);
