import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { type BreakableLink, startBreakableLink } from "../support/breakable-link";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";

const CONNECTIONS = 8;
const PAUSE_MS = 20;
const RESETS = 40;

let postgres: OwnPostgres;

beforeAll(async () => {
  postgres = await startOwnPostgres();
});

afterAll(() => postgres?.stop());

function openPool(url: string, max = CONNECTIONS): Database {
  const db = connect(url, { max });
  onTestFinished(() => db.$client.end({ timeout: 1 }));
  return db;
}

async function openLink(): Promise<BreakableLink> {
  const link = await startBreakableLink(postgres.database.url);
  onTestFinished(link.stop);
  return link;
}

/** Runs transactions one after the other in as many loops as there are connections; counts what became of them. */
function startTransactions(db: Database) {
  const committed = Array.from({ length: CONNECTIONS }, () => 0);
  const counts = { committed, failed: 0 };
  let isOver = false;
  const loop = async (index: number) => {
    while (!isOver) {
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
  const ended = Promise.all(committed.map((_, index) => loop(index)));
  const stop = () => {
    isOver = true;
    return ended;
  };
  return { counts, stop };
}

/** Waits until every loop has committed so many times more. */
async function expectAllToGoOn(committed: readonly number[], times = 1): Promise<void> {
  const before = [...committed];
  await expect
    .poll(() => committed.filter((count, i) => count >= (before[i] ?? 0) + times).length)
    .toBe(CONNECTIONS);
}

/** Has as many transactions open at once as the pool may have connections. */
async function expectAllConnections(db: Database): Promise<void> {
  const all = Promise.withResolvers<void>();
  let open = 0;
  const transactions = Array.from({ length: CONNECTIONS }, () =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      if (++open === CONNECTIONS) all.resolve();
      await all.promise;
    }),
  );
  await expect.poll(() => open).toBe(CONNECTIONS);
  await Promise.all(transactions);
}

test.each(["kill", "shutDown", "kill"] as const)(
  "transactions under way at a %s of the database reject, and every connection comes back",
  async (how) => {
    const db = openPool(postgres.database.url);
    const { counts, stop } = startTransactions(db);
    await expectAllToGoOn(counts.committed, 5);
    await postgres[how]();
    await expect.poll(() => counts.failed).toBeGreaterThan(0);
    await postgres.restart();
    await expectAllToGoOn(counts.committed);
    await stop();
    await expectAllConnections(db);
  },
);

test("transactions on connections that are reset again and again reject, and every connection comes back", async () => {
  const link = await openLink();
  const db = openPool(link.url);
  const { counts, stop } = startTransactions(db);
  for (let i = 0; i < RESETS; i++) {
    const { failed } = counts;
    const before = Math.max(...counts.committed);
    await expect.poll(() => Math.max(...counts.committed), { interval: 5 }).toBeGreaterThan(before);
    link.reset();
    await expect.poll(() => counts.failed, { interval: 5 }).toBeGreaterThan(failed);
  }
  await expectAllToGoOn(counts.committed);
  await stop();
  await expectAllConnections(db);
});

test("a connection that is held for one reader and lost takes its queries with it, and comes back", async () => {
  const link = await openLink();
  const db = openPool(link.url, 1);
  const held = await db.$client.reserve();
  const asked = [held`select pg_sleep(30)`, held`select ${1}::int`, held`select 2`];
  const answers = Promise.allSettled(asked);
  await sleep(PAUSE_MS);
  link.reset();
  expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await expect(held`select ${3}::int`).rejects.toThrow("CONNECTION_CLOSED");
  held.release();
  expect(await db.execute(sql`select ${4}::int as n`)).toEqual([{ n: 4 }]);
});
