import { pbkdf2 } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { streamWorkbook } from "@/lib/excel/workbook";
import { readAll } from "../support/admin";
import { applyTestEnv } from "../support/env";

const MOST_AHEAD = 100_000;
/** As many as Node.js has. */
const THREADS = [1, 2, 3, 4];

const failures: unknown[] = [];
const note = (error: unknown) => failures.push(error);

beforeAll(() => {
  // What breaks off is logged, and the logger asks the settings; no database is connected.
  applyTestEnv("postgres://nobody@localhost/nothing");
  process.on("unhandledRejection", note);
});

afterEach(async () => {
  await sleep(50);
  expect(failures.splice(0)).toEqual([]);
});

afterAll(() => {
  process.off("unhandledRejection", note);
});

/** Rows that come as a database gives them, in turns of the event loop, with what became of them. */
function manyRows(total: number, failAt = Number.POSITIVE_INFINITY) {
  const seen = { made: 0, closed: false };
  async function* rows(): AsyncGenerator<number> {
    try {
      while (seen.made < total) {
        if (seen.made === failAt) throw new Error("the rows fail");
        if (seen.made % 100 === 0) await nextTurn();
        yield seen.made++;
      }
    } finally {
      seen.closed = true;
    }
  }
  // Texts that hardly compress, so that the output fills.
  const value = (row: number) => `${Math.sin(row)} ${Math.cos(row)} ${Math.tan(row)}`;
  const sheet = { name: "Rows", columns: [{ header: "Text", width: 20, value }], rows };
  return { seen, stream: streamWorkbook<[number]>([sheet]) };
}

describe("a reader", () => {
  test("who does not read stops the rows", async () => {
    const { seen, stream } = manyRows(1_000_000);
    const reader = stream.getReader();
    await reader.read();
    let made = -1;
    while (made !== seen.made && seen.made < MOST_AHEAD) {
      made = seen.made;
      await sleep(1_000);
    }
    expect(made).toBe(seen.made);
    expect(made).toBeLessThan(MOST_AHEAD);
    await reader.cancel();
  });

  test("waits for the compression, and the rows with it", async () => {
    const { seen, stream } = manyRows(50_000);
    // All of the threads that compress have something else to do.
    const busy = Promise.all(THREADS.map(() => promisify(pbkdf2)("", "", 2_000_000, 64, "sha512")));
    const file = readAll(stream);
    await sleep(500);
    expect(seen.made).toBeGreaterThan(0);
    expect(seen.made).toBeLessThan(5_000);
    await busy;
    expect((await file).length).toBeGreaterThan(1_000_000);
    expect(seen.made).toBe(50_000);
  });

  test("who goes away ends the rows", async () => {
    const { seen, stream } = manyRows(1_000_000);
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await sleep(500);
    expect(seen.closed).toBe(true);
    expect(seen.made).toBeLessThan(1_000_000);
  });

  test("is told when the rows fail, and gets no file that looks whole", async () => {
    const { seen, stream } = manyRows(10_000, 5_000);
    await expect(readAll(stream)).rejects.toThrow("the rows fail");
    expect(seen.closed).toBe(true);
  });
});
