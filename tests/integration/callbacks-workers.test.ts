import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { median } from "@/bench/support/timing";
import type { Database } from "@/db/client";
import { type Sleep, sleepFor } from "@/lib/dispatcher/bell";
import { SLOTS } from "@/lib/dispatcher/claim";
import type { Dispatcher, DispatcherOptions } from "@/lib/dispatcher/dispatcher";
import { DELIVERIES_CHANNEL } from "@/lib/events/publish";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import {
  claimedJobs,
  conversationOf,
  createCallback,
  createNumber,
  createThread,
  createToken,
  eventually,
  isLockAwaited,
  openWorld,
  publish,
  scalar,
  testDispatcher,
  textOf,
} from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let receiver: TestReceiver;
let numberId: string;
let answer: (path: string, body: string) => Promise<number | undefined> = async () => undefined;
const running: Dispatcher[] = [];
/** How long a dispatcher waits where nobody wakes it. */
const POLL_MS = 1_000;

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
  numberId = await createNumber(db);
  receiver = await startTestReceiver({ answerWith: (event) => answer(event.path, event.body) });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop({ drainMs: 0 })));
  await db.execute(sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks cascade`);
  answer = async () => undefined;
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

function start(options: Partial<DispatcherOptions> = {}): Dispatcher {
  const dispatcher = testDispatcher(db, options);
  running.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

const received = (path: string) => receiver.events().filter((event) => event.path === path);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The processes of the database that wait for notifications. */
async function listeners(): Promise<number[]> {
  const rows = await db.execute<{ pid: number }>(sql`select pid from pg_stat_activity
    where datname = current_database() and query ilike 'listen %'`);
  return rows.map(({ pid }) => pid);
}

/** A clock by which the time of a poll never comes, and how often a worker began to wait for it. */
function withoutPolling() {
  let polls = 0;
  const sleep: Sleep = (ms, signal) => {
    if (ms !== POLL_MS) return sleepFor(ms, signal);
    polls++;
    return sleepFor(60_000, signal);
  };
  return { sleep, polls: () => polls };
}

async function setUp(path: string, conversations: number, texts: string[]) {
  const token = await createToken(db, { secret: receiver.secrets[0] ?? "" });
  const callbackId = await createCallback(db, token.id, receiver.url + path);
  const threads = [];
  for (let i = 0; i < conversations; i++) {
    const thread = await createThread(db, numberId);
    await publish(db, thread, texts);
    threads.push(thread);
  }
  return { callbackId, threads };
}

describe("claims", () => {
  it("give a callback no more lanes than its slots, over all workers, and none twice", async () => {
    await setUp("/claims", SLOTS + 4, ["x"]);
    const [first, second] = await Promise.all([claimedJobs(db, { limit: 5 }), claimedJobs(db)]);
    const third = await claimedJobs(db);
    const lanes = [...first, ...second, ...third].map((job) => job.conversationId);
    expect(lanes).toHaveLength(SLOTS);
    expect(new Set(lanes).size).toBe(SLOTS);
  });

  it("take turns among callbacks and give a half-open one a single slot within its share", async () => {
    const { callbackId } = await setUp("/a", 12, ["x"]);
    await createCallback(db, (await createToken(db)).id, `${receiver.url}/b`);
    await publish(db, await createThread(db, numberId), ["x"]);
    const jobs = await claimedJobs(db, { limit: 4 });
    expect(new Set(jobs.map((job) => job.callbackId)).size).toBe(2);
    await db.execute(sql`update delivery_lanes set lease_until = null, next_attempt_at = now()`);
    await db.execute(sql`update callbacks set probe_at = now() where id = ${callbackId}`);
    const others = (await claimedJobs(db, { probeLimit: 0 })).map((job) => job.callbackId);
    expect(others).not.toContain(callbackId);
    expect((await claimedJobs(db)).filter((job) => job.callbackId === callbackId)).toHaveLength(1);
  });
});

describe("several workers", () => {
  it("never overlap on a lane and keep its order", async () => {
    const inFlight = new Map<string, number>();
    let overlaps = 0;
    answer = async (_path, body) => {
      const lane = conversationOf(body);
      inFlight.set(lane, (inFlight.get(lane) ?? 0) + 1);
      if ((inFlight.get(lane) ?? 0) > 1) overlaps++;
      await pause(Math.random() * 8);
      inFlight.set(lane, (inFlight.get(lane) ?? 0) - 1);
      return undefined;
    };
    const texts = Array.from({ length: 15 }, (_, i) => String(i));
    const { threads } = await setUp("/two", 20, texts);
    start();
    start();
    for (const thread of threads) await publish(db, thread, ["15", "16"]);
    await eventually(() => received("/two").length === 340, "all callbacks");
    expect(overlaps).toBe(0);
    for (const thread of threads) {
      const of = received("/two").filter((event) => conversationOf(event.body) === thread.id);
      expect(of.map((event) => textOf(event.body))).toEqual([...texts, "15", "16"]);
    }
    expect(received("/two").some((event) => event.duplicate)).toBe(false);
  });

  it("send again under the same id when a lease runs out", async () => {
    answer = async () => (received("/lease").length === 0 ? 500 : undefined);
    await setUp("/lease", 1, ["x"]);
    const dispatcher = start({ retryDelayMs: () => 60_000 });
    await eventually(() => dispatcher.counts.failed === 1, "the first call");
    await dispatcher.stop({ drainMs: 2_000 });
    await db.execute(sql`update delivery_lanes set next_attempt_at = now()`);
    expect(await claimedJobs(db, { leaseMs: 2_000 })).toHaveLength(1);
    start();
    await pause(300);
    expect(received("/lease")).toHaveLength(1);
    await eventually(() => received("/lease").length === 2, "the second call");
    const [first, second] = received("/lease").map((event) => event.webhookId);
    expect(first).toBeTruthy();
    expect(second).toBe(first);
  });

  it("record a late outcome as an attempt and leave the delivery to the lease's holder", async () => {
    let calls = 0;
    const late = Promise.withResolvers<undefined>();
    answer = async () => (++calls === 1 ? late.promise : 500);
    const attempts = async (state: string) =>
      scalar(db, sql`select count(*)::int from delivery_attempts where ${sql.raw(state)}`);
    await setUp("/late", 1, ["x"]);
    // One at a time, so that it does not take the lane again itself.
    start({ leaseMs: 400, concurrency: 1 });
    await eventually(() => calls === 1, "the first call");
    start({ retryDelayMs: () => 60_000 });
    await eventually(async () => (await attempts("status_code = 500")) === 1, "the holder's attempt");
    late.resolve(undefined);
    await eventually(async () => (await attempts("status_code = 204")) === 1, "the late attempt");
    expect(new Set(received("/late").map((event) => event.webhookId)).size).toBe(1);
    expect(await db.execute(sql`select state, attempts from deliveries`)).toEqual([
      { state: "pending", attempts: 2 },
    ]);
    expect(
      await scalar(db, sql`select next_attempt_at > now() + interval '30 seconds' from delivery_lanes`),
    ).toBe(true);
  });
});

describe("a dead endpoint", () => {
  it("takes its own slots only, then one, and the others go on", async () => {
    let open = 0;
    let most = 0;
    answer = async (path) => {
      if (path !== "/dead") return undefined;
      most = Math.max(most, ++open);
      await pause(400);
      open--;
      return 500;
    };
    await setUp("/dead", 40, ["x"]);
    const alive = await setUp("/alive", 1, []);
    start({ concurrency: 16, retryDelayMs: () => 300 });
    await eventually(() => open === SLOTS, "the slots");
    const delays: number[] = [];
    for (let i = 0; i < 20; i++) {
      const begun = performance.now();
      const thread = await createThread(db, numberId);
      await publish(db, thread, [`t${i}`]);
      await eventually(
        () => received("/alive").some((event) => conversationOf(event.body) === thread.id),
        "the callback",
      );
      delays.push(performance.now() - begun);
    }
    expect(alive.threads).toHaveLength(1);
    expect(most).toBeLessThanOrEqual(SLOTS);
    // Whoever waited for the dead one would wait so long every time.
    expect(median(delays)).toBeLessThan(400);
    const dead = sql`select probes from callbacks where url like '%/dead'`;
    // What was sent before the breaker opened has ended once its own first try did.
    await eventually(async () => (await scalar<number>(db, dead)) >= 2, "a probe");
    most = 0;
    const before = received("/dead").length;
    await eventually(() => received("/dead").length >= before + 3, "further probes");
    expect(most).toBe(1);
  });
});

describe("what nobody tells of", () => {
  it("is found by polling: a lane that became due by time alone", async () => {
    await setUp("/polled", 1, ["x"]);
    await db.execute(sql`update delivery_lanes set next_attempt_at = now() + interval '1.5 seconds'`);
    start();
    await pause(1_000);
    expect(received("/polled")).toHaveLength(0);
    const begun = performance.now();
    await eventually(() => received("/polled").length === 1, "the callback");
    expect(performance.now() - begun).toBeLessThan(2_500);
  });
});

describe("stop", () => {
  it("lets what is under way end and be recorded, and begins nothing more", async () => {
    let begun = 0;
    answer = async () => {
      begun++;
      await pause(500);
      return undefined;
    };
    await setUp("/drained", SLOTS + 4, ["1", "2"]);
    const dispatcher = start();
    await eventually(() => begun === SLOTS, "the slots");
    await dispatcher.stop({ drainMs: 5_000 });
    expect(begun).toBe(SLOTS);
    expect(await scalar(db, sql`select count(*)::int from deliveries where state = 'delivered'`)).toBe(SLOTS);
    expect(
      await scalar(db, sql`select count(*)::int from delivery_lanes where lease_until is not null`),
    ).toBe(0);
  });

  it("breaks off what does not end in time and gives the leases back", async () => {
    answer = async () => {
      await pause(3_000);
      return undefined;
    };
    await setUp("/stop", 3, ["x"]);
    const dispatcher = start();
    await eventually(() => dispatcher.counts.claimed === 3, "the claim");
    await pause(50);
    const begun = performance.now();
    await dispatcher.stop({ drainMs: 100 });
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(
      await scalar(db, sql`select count(*)::int from delivery_lanes where lease_until is not null`),
    ).toBe(0);
    expect(await scalar(db, sql`select count(*)::int from deliveries where state = 'pending'`)).toBe(3);
    expect(await scalar(db, sql`select max(consecutive_failures) from callbacks`)).toBe(0);
  });

  it("survives that its connections are cut", async () => {
    const { threads } = await setUp("/cut", 1, []);
    const faults: string[] = [];
    const { sleep, polls } = withoutPolling();
    start({ sleep, onFault: (_error, what) => faults.push(what) });
    await eventually(async () => polls() > 0 && (await listeners()).length === 1, "a worker that listens");
    const idle = polls();
    const [before] = await listeners();
    await db.$client.begin(async (tx) => {
      await tx`lock table callbacks in access exclusive mode`;
      await db.$client.notify(DELIVERIES_CHANNEL, "");
      await eventually(() => isLockAwaited(db), "a claim under way");
      await tx`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
    });
    await eventually(() => polls() > idle, "a claim that came through");
    await eventually(async () => (await listeners()).some((pid) => pid !== before), "a new listener");
    expect(await listeners()).toHaveLength(1);
    expect(faults).toEqual(["claim failed"]);
    if (threads[0]) await publish(db, threads[0], ["x"]);
    await eventually(() => received("/cut").length === 1, "the callback");
    expect(faults).toHaveLength(1);
  });
});
