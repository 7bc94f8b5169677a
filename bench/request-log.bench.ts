import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { type Context, systemContext } from "@/lib/context";
import { DAY_MS } from "@/lib/format/durations";
import { histogramRange } from "@/lib/request-log/histogram";
import { countRequests } from "@/lib/request-log/histogram-queries";
import { listRequests } from "@/lib/request-log/queries";
import type { RequestFilters } from "@/lib/request-log/schema";
import { listUnknownSecrets } from "@/lib/request-log/unknown-secret-queries";
import { createRequestLog, type RequestRow } from "@/lib/request-log/writer";
import { applyTestEnv } from "@/tests/support/env";
import { createTestDatabase } from "@/tests/support/postgres";
import { COMMON, fillWithRequests, RARE } from "./support/request-rows";
import { inTurn } from "./support/timing";

const FEW = 100_000;
const MANY = 10_000_000;
/** How many times slower a page may be with a hundred times the calls. */
const LIMIT = 1.5;
const ROUNDS = 40;
const DEPTH = 99_000;
const SIZE = 25;
const NEVER = "01935a00-0000-7000-8000-000000000000";

const closers: (() => Promise<void>)[] = [];
let few: Context;
let many: Context;

async function openLog(count: number): Promise<Context> {
  const { url, drop } = await createTestDatabase();
  applyTestEnv(url);
  const db = connect(url, { max: 4 });
  closers.push(async () => {
    await db.$client.end();
    await drop();
  });
  const start = performance.now();
  await fillWithRequests(db, count);
  console.log(`${count} calls stored in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return systemContext(db, "bench");
}

beforeAll(async () => {
  few = await openLog(FEW);
  many = await openLog(MANY);
}, 1_800_000);

afterAll(async () => {
  for (const close of closers) await close();
});

/** A question, made for each of the logs. */
type Ask = (ctx: Context) => Promise<() => Promise<unknown>>;

/** The medians of a question to both logs, told as one line; what it costs with the larger one, and how many times more. */
async function compare(name: string, ask: Ask): Promise<{ ratio: number; ms: number }> {
  const [fewMs = 0, manyMs = 0] = await inTurn([await ask(few), await ask(many)], ROUNDS);
  const ratio = manyMs / fewMs;
  const cells = [fewMs, manyMs, ratio].map((cell) => cell.toFixed(2).padStart(9));
  console.log(name.padEnd(38) + cells.join(""));
  return { ratio, ms: manyMs };
}

const page =
  (filters: RequestFilters): Ask =>
  async (ctx) =>
  () =>
    listRequests(ctx, { filters, size: SIZE });

async function idOf(db: Database, expression: ReturnType<typeof sql>): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select ${expression} as id`);
  return row?.id ?? NEVER;
}

const ofToken =
  (n: number, more: RequestFilters = {}): Ask =>
  async (ctx) => {
    const tokenId = await idOf(ctx.db, COMMON.token(n));
    return () => listRequests(ctx, { filters: { tokenId, ...more }, size: SIZE });
  };

const ofSupplier =
  (n: number, more: RequestFilters = {}): Ask =>
  async (ctx) => {
    const supplierId = await idOf(ctx.db, COMMON.supplier(n));
    return () => listRequests(ctx, { filters: { supplierId, ...more }, size: SIZE });
  };

const ofNewestId: Ask = async (ctx) => {
  const { rows } = await listRequests(ctx, { filters: {}, size: 1 });
  const filters = { id: rows[0]?.id };
  return () => listRequests(ctx, { filters, size: SIZE });
};

const deep: Ask = async (ctx) => {
  let after: string | undefined;
  for (let left = DEPTH; left > 0; left -= 1_000)
    after = (await listRequests(ctx, { filters: {}, size: 1_000, after })).after ?? after;
  return () => listRequests(ctx, { filters: {}, size: SIZE, after });
};

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

test.each<[string, Ask]>([
  ["first page", page({})],
  ["page 99,000 calls deep", deep],
  ["busy token", ofToken(0)],
  ["token of few calls", ofToken(1_900)],
  ["rare token", page({ tokenId: RARE.tokenId })],
  ["token without calls", page({ tokenId: NEVER })],
  ["supplier", ofSupplier(7)],
  ["rare supplier", page({ supplierId: RARE.supplierId })],
  ["route", page({ route: "/conversations" })],
  ["rare route", page({ route: RARE.route })],
  ["route without calls", page({ route: "/exports/messages" })],
  ["no route", page({ route: null })],
  ["served", page({ classes: ["served"] })],
  ["refused", page({ classes: ["refused"] })],
  ["failed", page({ classes: ["failed"] })],
  ["code", page({ code: "rate_limited" })],
  ["rare code", page({ code: RARE.code })],
  ["code without calls", page({ code: "internal" })],
  ["address", page({ ip: COMMON.ip })],
  ["rare address", page({ ip: RARE.ip })],
  ["address without calls", page({ ip: "198.51.100.1" })],
  ["request id", ofNewestId],
  ["unknown request id", page({ id: NEVER })],
  ["a day a month ago", page({ from: daysAgo(31), to: daysAgo(30) })],
  ["busy token, refused", ofToken(0, { classes: ["refused"] })],
  ["busy token, rare code", ofToken(0, { code: RARE.code })],
  ["supplier, rare address", ofSupplier(7, { ip: RARE.ip })],
])(`%s: at most ${LIMIT} times slower with ${MANY} calls`, async (name, ask) => {
  expect((await compare(name, ask)).ratio).toBeLessThanOrEqual(LIMIT);
});

/** Where no index has both, and what counts many calls: bounded, and said in words on the page. */
test.each<[string, number, Ask]>([
  ["supplier, route without calls", 250, ofSupplier(7, { route: "/exports/messages" })],
  ["served, rare route, wrong address", 250, page({ classes: ["served"], route: RARE.route, ip: COMMON.ip })],
  ["route, busy, refused elsewhere", 250, page({ route: "/conversations", code: RARE.code })],
  ["histogram of 24 hours", 1_000, histogram({}, 1)],
  ["histogram of 90 days", 1_000, histogram({}, 90)],
  ["histogram of 90 days, busy address", 1_000, histogram({ ip: COMMON.ip }, 90)],
  [
    "unknown secrets of 90 days",
    1_000,
    async (ctx) => () => listUnknownSecrets(ctx, { from: daysAgo(90), to: new Date() }),
  ],
])("%s: at most %i ms", async (name, limitMs, ask) => {
  expect((await compare(name, ask)).ms).toBeLessThanOrEqual(limitMs);
});

function histogram(filters: RequestFilters, days: number): Ask {
  return async (ctx) => () => {
    const range = histogramRange({ from: daysAgo(days) }, new Date());
    return countRequests(ctx, { filters, range, timeZone: "Europe/Rome" });
  };
}

function newRow(): RequestRow {
  const row = {
    method: "GET",
    route: "/conversations",
    path: "/api/v1/conversations",
    query: "limit=50",
    status: 200,
  };
  const none = {
    code: null,
    missingPermission: null,
    detail: null,
    secretPrefix: null,
    streamState: null,
    endsOverlapAs: null,
  };
  return {
    ...row,
    ...none,
    id: uuidv7(),
    startedAt: new Date(),
    durationMs: 12,
    tokenId: uuidv7(),
    supplierId: RARE.supplierId,
    secretHint: "a8Kq",
    rowsReturned: 50,
    responseBytes: 4_000,
    ip: `10.1.${Math.floor(Math.random() * 20)}.${Math.floor(Math.random() * 250)}`,
    userAgent: "orders-sync/2.4",
  };
}

const insert: Ask = async (ctx) => {
  const log = createRequestLog(ctx.db);
  return () => Promise.all(Array.from({ length: 100 }, () => log.add(newRow())));
};

/** The indexes of the log that its filters need: what a call would not pay for without them. */
const FILTER_INDEXES = [
  "newest",
  "strangers_newest",
  "supplier_newest",
  "ip_newest",
  "strangers_ip_newest",
  "route_newest",
];

test("what 100 calls of one group cost to store, with and without the indexes of the filters", async () => {
  const before = await compare("100 calls stored", insert);
  for (const name of FILTER_INDEXES)
    await many.db.execute(sql`drop index ${sql.identifier(`api_requests_${name}`)}`);
  const after = await compare("the same, large log without indexes", insert);
  console.log(
    `indexes of the filters: ${(before.ms - after.ms).toFixed(2)} ms of ${before.ms.toFixed(2)} ms`,
  );
  expect(before.ms).toBeLessThan(1_000);
});
