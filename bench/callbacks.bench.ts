import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { claimJobs, releaseLeases } from "@/lib/dispatcher/claim";
import { testSettings } from "@/tests/support/env";
import { createTestDatabase } from "@/tests/support/postgres";
import { type RunningWorker, startWorkerProcess } from "@/tests/support/worker";
import { postBare, postRecorded } from "./support/callback-floor";
import { type Receiver, startCallbackReceiver } from "./support/callback-receiver";
import { addBacklog, addDeadCallback, addLaterLanes, fillWithCallbacks } from "./support/callback-rows";
import { tellShares } from "./support/cpu-profile";
import { publishSteadily } from "./support/steady-publisher";
import { median, quantile } from "./support/timing";

const CALLBACKS = 200;
const CONVERSATIONS = 20;
const EACH = 5;
const DEAD = { conversations: 5_000, each: 10 };
const CONCURRENCY = 128;
const ROUNDS = 3;
const IDLE = { few: 100, many: 100_000 };
/** Callbacks that owe something much later. */
const LATER = 10_000;
const CLAIMS = 60;
const DUE = 64;
const WORKER_ID = "0198a000-0000-7000-8000-000000000001";
const LIMITS = { floor: 0.7, throughputLoss: 0.1, p99Growth: 0.2, idleGrowth: 0.2 };

type Installation = { db: Database; url: string };

let receiver: Receiver;
/** All 200 callbacks work; in the other installation the last one is dead and owes 50,000 deliveries. */
let healthy: Installation;
let burdened: Installation;
const closers: (() => Promise<void>)[] = [];

const rowsOf = (callbacks: number, conversations: number) => ({
  callbacks,
  conversations,
  url: receiver.url,
  encryptionKey: testSettings("").ENCRYPTION_KEY ?? "",
});

async function openInstallation(callbacks: number, conversations: number): Promise<Installation> {
  const { url, drop } = await createTestDatabase();
  const db = connect(url, { max: 16 });
  closers.unshift(async () => {
    await db.$client.end();
    await drop();
  });
  await fillWithCallbacks(db, rowsOf(callbacks, conversations));
  return { db, url };
}

function startWorker({ url }: Installation, settings: Record<string, string> = {}): RunningWorker {
  const env = { LOG_LEVEL: "error", CALLBACK_CONCURRENCY: String(CONCURRENCY), ...settings };
  const worker = startWorkerProcess({ databaseUrl: url, env });
  closers.unshift(() => worker.stop());
  return worker;
}

beforeAll(async () => {
  receiver = await startCallbackReceiver();
  closers.unshift(receiver.stop);
  healthy = await openInstallation(CALLBACKS, CONVERSATIONS);
  burdened = await openInstallation(CALLBACKS, CONVERSATIONS);
  await addDeadCallback(burdened.db, rowsOf(CALLBACKS, CONVERSATIONS), DEAD);
  startWorker(healthy);
  startWorker(burdened);
});

afterAll(async () => {
  for (const close of closers) await close();
});

/** Callbacks a second between the first and the last tenth of them. */
function rateOf(receipts: Map<string, number>): number {
  const times = [...receipts.values()].toSorted((a, b) => a - b);
  const [from, to] = [Math.floor(times.length * 0.1), Math.floor(times.length * 0.9)];
  return (1000 * (to - from)) / ((times[to] ?? 0) - (times[from] ?? 0));
}

async function drain(installation: Installation, each = EACH): Promise<number> {
  const count = await addBacklog(installation.db, { callbacks: CALLBACKS - 1, each });
  return rateOf(await receiver.takeReceipts(count));
}

const COUNT = (CALLBACKS - 1) * CONVERSATIONS * EACH;

async function bare(): Promise<number> {
  await postBare(receiver.url, COUNT, CONCURRENCY);
  return rateOf(await receiver.takeReceipts(COUNT));
}

async function recorded({ db }: Installation): Promise<number> {
  await postRecorded(db, receiver.url, COUNT, CONCURRENCY);
  return rateOf(await receiver.takeReceipts(COUNT));
}

/** Milliseconds from commit to receipt of each event, and how many were committed and received in a second. */
async function delays(installation: Installation, perSecond: number, seconds: number) {
  const published = await publishSteadily(installation.db, { perSecond, seconds });
  const receipts = await receiver.takeReceipts(published.committedAt.size);
  const ms = [...published.committedAt].map(([id, at]) => (receipts.get(id) ?? Number.NaN) - at);
  expect(ms.filter((delay) => Number.isNaN(delay))).toEqual([]);
  return { ms, committed: published.perSecond, received: rateOf(receipts) };
}

function tell(name: string, figures: string): void {
  console.log(`  ${name.padEnd(46)} ${figures}`);
}

const rounded = (values: readonly number[]) => values.map(Math.round).join(" ");

test("deliveries a second, beside the floor and beside a dead callback", async () => {
  // As many deliveries as in the other installations, each of a lane of its own.
  const single = await openInstallation(CALLBACKS, CONVERSATIONS * EACH);
  const worker = startWorker(single);
  const ways = [
    bare,
    () => recorded(single),
    () => drain(healthy),
    () => drain(burdened),
    () => drain(single, 1),
  ];
  const rates = ways.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++)
    for (const [i, way] of ways.entries()) {
      const rate = await way();
      if (round >= 0) rates[i]?.push(rate);
    }
  await worker.stop();
  const [floor = 0, kept = 0, own = 0, beside = 0, alone = 0] = rates.map(median);
  const figures = rates.map((all) => `${Math.round(median(all))}/s  (${rounded(all)})`);
  const queue = DEAD.conversations * DEAD.each;
  console.log(`Callbacks, ${CONCURRENCY} at once, median of ${ROUNDS} interleaved rounds:`);
  const names = [
    "undici alone, signed beforehand, no database",
    "the same, each attempt recorded and nothing else",
    "the worker, 200 callbacks",
    `the worker, one of them dead with ${queue} owed`,
    "the worker, one delivery a lane",
  ];
  for (const [i, name] of names.entries()) tell(name, figures[i] ?? "");
  tell("worker / floor, dead / healthy", `${(own / floor).toFixed(2)}, ${(beside / own).toFixed(2)}`);
  tell("worker / floor, one delivery a lane", (alone / floor).toFixed(2));
  tell("recorded / floor, worker / recorded", `${(kept / floor).toFixed(2)}, ${(own / kept).toFixed(2)}`);
  expect.soft(beside / own).toBeGreaterThanOrEqual(1 - LIMITS.throughputLoss);
  expect(own / floor).toBeGreaterThanOrEqual(LIMITS.floor);
});

test("the delay of the others beside a dead callback", async () => {
  const all = { healthy: [] as number[], burdened: [] as number[] };
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, installation] of Object.entries({ healthy, burdened })) {
      const { ms } = await delays(installation, 200, round < 0 ? 2 : 10);
      if (round >= 0) all[name as keyof typeof all].push(...ms);
    }
  const [own, beside] = [quantile(all.healthy, 0.99), quantile(all.burdened, 0.99)];
  for (const [name, ms] of Object.entries(all))
    tell(
      `commit to first attempt, 200 events/s, ${name}`,
      `p50 ${quantile(ms, 0.5).toFixed(1)} ms, p99 ${quantile(ms, 0.99).toFixed(1)} ms`,
    );
  expect(beside / own).toBeLessThanOrEqual(1 + LIMITS.p99Growth);
});

test.each([50, 200, 1_000])("from commit to receipt at %i events/s", async (perSecond) => {
  const { ms, committed, received } = await delays(healthy, perSecond, 10);
  tell(
    `commit to receipt, ${perSecond} events/s`,
    `p50 ${quantile(ms, 0.5).toFixed(1)} ms, p99 ${quantile(ms, 0.99).toFixed(1)} ms  (kept: ${Math.round(committed)}/s committed, ${Math.round(received)}/s received)`,
  );
  expect(ms.length).toBe(perSecond * 10);
});

test("a claim beside 100,000 idle callbacks", async () => {
  const [small, large, later] = [
    await openInstallation(DUE + IDLE.few, 1),
    await openInstallation(DUE + IDLE.many, 1),
    await openInstallation(DUE + LATER, 1),
  ];
  for (const { db } of [small, large]) await addBacklog(db, { callbacks: DUE, each: 1 });
  await addLaterLanes(later.db, { due: DUE, callbacks: DUE + LATER });
  const installations = [small, large, later];
  const times = installations.map((): number[] => []);
  for (let round = -10; round < CLAIMS; round++)
    for (const [i, { db }] of installations.entries()) {
      const begun = performance.now();
      const input = { workerId: WORKER_ID, limit: DUE, probeLimit: DUE, leaseMs: 60_000 };
      const { jobs } = await claimJobs(db, input);
      if (round >= 0) times[i]?.push(performance.now() - begun);
      expect(jobs).toHaveLength(DUE);
      await releaseLeases(db, WORKER_ID);
    }
  const [few = 0, many = 0, owing = 0] = times.map(median);
  tell("a claim of 64, 100 idle callbacks", `${few.toFixed(2)} ms`);
  tell("a claim of 64, 100,000 idle callbacks", `${many.toFixed(2)} ms, ${(many / few).toFixed(2)} ×`);
  tell("a claim of 64, 10,000 lanes due later", `${owing.toFixed(2)} ms, ${(owing / few).toFixed(2)} ×`);
  expect(many / few).toBeLessThanOrEqual(1 + LIMITS.idleGrowth);
});

test("where the time of a worker goes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "witiop-profile-"));
  const installation = await openInstallation(CALLBACKS, CONVERSATIONS);
  const worker = startWorker(installation, { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` });
  await drain(installation);
  await worker.stop();
  console.log(`Self time of a worker with ${CONCURRENCY} callbacks under way, its start included:`);
  expect(tellShares(folder)).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
});
