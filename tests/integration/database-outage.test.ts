import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { startBreakableLink } from "../support/breakable-link";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";

const LOOPS = 8;
const PAUSE_MS = 20;
const RESETS = 60;
const BETWEEN_RESETS_MS = 50;

let postgres: OwnPostgres;
let db: Database;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  db = connect(postgres.database.url, { max: LOOPS });
});

afterAll(async () => {
  await db?.$client.end({ timeout: 1 });
  await postgres?.stop();
});

/** Runs one transaction after the other on each of so many connections; counts what became of them. */
function startTransactions(db: Database, until: AbortSignal) {
  const committed = Array.from({ length: LOOPS }, () => 0);
  const counts = { committed, failed: 0 };
  const loop = async (index: number) => {
    while (!until.aborted) {
      const work = db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        // Longer than what the driver writes at once.
        await tx.execute(sql`select ${"x".repeat(3_000)}::text`);
        await tx.execute(sql`select 3`);
      });
      await work.then(
        () => {
          committed[index] = (committed[index] ?? 0) + 1;
        },
        () => {
          counts.failed++;
          return sleep(PAUSE_MS);
        },
      );
    }
  };
  return { counts, ended: Promise.all(committed.map((_, index) => loop(index))) };
}

/** Waits until every loop has committed once more. */
async function expectAllToGoOn(committed: readonly number[]) {
  const before = [...committed];
  await expect.poll(() => committed.filter((count, i) => count > (before[i] ?? 0)).length).toBe(LOOPS);
}

test.each(["kill", "shutDown", "kill"] as const)(
  "transactions under way at a %s of the database reject, and every connection comes back",
  async (how) => {
    const control = new AbortController();
    const { counts, ended } = startTransactions(db, control.signal);
    await expect.poll(() => Math.min(...counts.committed)).toBeGreaterThan(5);
    await postgres[how]();
    await expect.poll(() => counts.failed).toBeGreaterThan(0);
    await postgres.restart();
    await expectAllToGoOn(counts.committed);
    control.abort();
    await ended;
  },
);

test("transactions on connections that are reset again and again reject, and every connection comes back", async () => {
  const link = await startBreakableLink(postgres.database.url);
  const pool = connect(link.url, { max: LOOPS });
  const control = new AbortController();
  const { counts, ended } = startTransactions(pool, control.signal);
  for (let i = 0; i < RESETS; i++) {
    await sleep(BETWEEN_RESETS_MS);
    link.reset();
  }
  await expectAllToGoOn(counts.committed);
  expect(counts.failed).toBeGreaterThan(RESETS / 2);
  control.abort();
  await ended;
  await pool.$client.end({ timeout: 1 });
  await link.stop();
});
