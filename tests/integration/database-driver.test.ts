import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { agedBytes } from "../support/memory";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

/** Most queries that the driver has under way on one connection. */
const PIPELINE = 100;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database?.drop());

function openPool(max: number, url = database.url): Database {
  const db = connect(url, { max });
  onTestFinished(() => db.$client.end({ timeout: 1 }));
  return db;
}

test.each([1, 2])("a transaction is one whatever waits before it, with %i connections", async (max) => {
  const db = openPool(max);
  for (let before = (PIPELINE - 2) * max; before <= (PIPELINE + 1) * max; before++) {
    const slow = Array.from({ length: max }, () => db.$client`select pg_sleep(0.02)`.execute());
    const others = Array.from({ length: before }, () => db.$client`select 1`.execute());
    const ids = await db.transaction(async (tx) => {
      const own = sql`select pg_current_xact_id()::text as id`;
      return [await tx.execute(own), await tx.execute(own)].map(([row]) => row?.id);
    });
    expect(new Set(ids).size, `after ${before}`).toBe(1);
    await Promise.all([...slow, ...others]);
  }
  const [open] = await db.execute(
    sql`select count(*)::int as count from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`,
  );
  expect(open).toEqual({ count: 0 });
});

test("a query that cannot be sent rejects alone, and those around it are answered", async () => {
  const { $client } = openPool(1);
  await $client`select 1`;
  const before = $client`select pg_sleep(0.05), 1 as n`;
  const broken = $client`select ${undefined as unknown as string} as n`;
  const after = $client`select ${2}::int as n`;
  const states = await Promise.allSettled([before, broken, after, $client`select 3 as n`]);
  expect(states.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
});

test("whoever lets a connection in and closes it is not asked again and again", async () => {
  let asked = 0;
  const server = createServer((socket) => {
    asked++;
    socket.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  await expect(openPool(1, url.href).execute(sql`select 1`)).rejects.toThrow();
  expect(asked).toBe(1);
});

test("answers that are done with are collected young", async () => {
  const { $client } = openPool(1);
  const ages: number[] = [];
  for (let i = 0; i <= 3_000; i++) {
    await $client.unsafe("select g, repeat(md5(g::text), 8) from generate_series(1, 100) g");
    if (i % 3 === 0) await sleep(1);
    if (i % 200 === 0) ages.push(agedBytes());
  }
  const grown = ages.slice(1).map((age, i) => age - (ages[i] ?? 0));
  // 200 answers hold some 7 MB.
  expect(grown.filter((bytes) => bytes > 2 * 2 ** 20)).toHaveLength(0);
});
