import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAILING_FROM } from "@/lib/callbacks/breaker";
import { SLOTS } from "@/lib/dispatcher/claim";
import { recordHealth } from "@/lib/dispatcher/record-health";
import { retryDelayMs } from "@/lib/dispatcher/retry";
import { LONG_MS, openBreakerWorld, pause } from "./callbacks-breaker-fixtures";
import {
  claimedJobs,
  conversationOf,
  createThread,
  eventually,
  publish,
  scalar,
  textOf,
} from "./callbacks-fixtures";

const HOUR_MS = 3_600_000;

let world: Awaited<ReturnType<typeof openBreakerWorld>>;

beforeAll(async () => {
  world = await openBreakerWorld();
});

afterEach(() => world.reset());

afterAll(() => world.close());

describe("a breaker", () => {
  it("opens after failures in a row: what waits is not tried one by one, nor what comes new", async () => {
    world.answerWith(() => 500);
    const { tokenId, threads } = await world.setUp("/opens", 30);
    expect(await world.stateOf(tokenId)).toMatchObject({ breaker: "closed" });
    world.start();
    world.start();
    await eventually(world.isOpen, "the breaker");
    await eventually(
      async () =>
        (await scalar(
          world.db,
          sql`select count(*)::int from delivery_lanes where leased_by is not null`,
        )) === 0,
      "what was under way",
    );
    const tries = world.received("/opens").length;
    expect(tries).toBeLessThan(FAILING_FROM + SLOTS);
    await publish(world.db, await createThread(world.db, world.numberId), ["new"]);
    await pause(1_200);
    expect(world.received("/opens")).toHaveLength(tries);
    expect(await world.pendingCount()).toBe(threads.length + 1);
    const { nextAttemptAt, ...state } = await world.stateOf(tokenId);
    expect(state).toMatchObject({ breaker: "open", pausedReason: null, pendingDeliveries: 31 });
    expect((nextAttemptAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(LONG_MS / 2);
  });

  it("opens also when each conversation began well before the endpoint failed", async () => {
    let taken = 0;
    world.answerWith(async (body) => {
      if (textOf(body) !== "bad") return void taken++;
      await pause(300);
      return 500;
    });
    const { threads } = await world.setUp("/began-well", 6, ["good", "bad"]);
    world.start();
    await eventually(world.isOpen, "the breaker");
    expect(taken).toBe(threads.length);
    expect(world.received("/began-well")).toHaveLength(2 * threads.length);
  });

  it("stays closed while something is delivered in between", async () => {
    let calls = 0;
    world.answerWith(() => (++calls % 4 === 0 ? undefined : 500));
    await world.setUp("/mixed", 12);
    world.start({ retryDelayMs: () => 20, concurrency: 1 });
    await eventually(async () => (await world.pendingCount()) === 0, "everything");
    expect(await world.readBreaker()).toMatchObject({
      failures: 0,
      probes: 0,
      waitMs: null,
      failingSince: null,
    });
  });

  it("tries one lane at a time when its time has come, over all workers, and takes turns", async () => {
    let under = 0;
    let most = 0;
    world.answerWith(async () => {
      most = Math.max(most, ++under);
      await pause(30);
      under--;
      return 500;
    });
    await world.setUp("/probe", 6);
    await world.open();
    for (let i = 0; i < 3; i++)
      world.start({ retryDelayMs: ({ attempts }) => (attempts > 4 ? LONG_MS : 100) });
    await eventually(async () => ((await world.readBreaker()).waitMs ?? 0) > LONG_MS / 2, "four tries");
    await pause(200);
    expect(most).toBe(1);
    expect(await world.readBreaker()).toMatchObject({ failures: FAILING_FROM + 4, probes: 5 });
    expect(new Set(world.received("/probe").map((event) => conversationOf(event.body))).size).toBe(4);
  });

  it.each([
    [1, 30_000],
    [3, 600_000],
    [7, 14_400_000],
    [30, 14_400_000],
  ])("waits longer with every try, up to four hours: after %i", async (probes, waitMs) => {
    world.answerWith(() => 503);
    await world.setUp("/longer", 2);
    await world.open(probes);
    world.start({ retryDelayMs, random: () => 0.5 });
    await eventually(async () => (await world.readBreaker()).probes === probes + 1, "the try");
    const left = (await world.readBreaker()).waitMs ?? 0;
    expect(left).toBeGreaterThan(waitMs - 5_000);
    expect(left).toBeLessThanOrEqual(waitMs);
  });

  it("closes when something is delivered: all that waits is due at once, each conversation in order", async () => {
    const { tokenId, threads } = await world.setUp("/closes", 20, ["1", "2", "3"]);
    await world.db.execute(sql`update delivery_lanes set next_attempt_at = now() + interval '4 hours'
      where conversation_id <> ${threads[0]?.id}`);
    await world.open(4);
    expect(await world.stateOf(tokenId)).toMatchObject({ breaker: "half_open" });
    world.start();
    world.start();
    await eventually(async () => (await world.pendingCount()) === 0, "everything");
    expect(await world.readBreaker()).toMatchObject({
      failures: 0,
      probes: 0,
      waitMs: null,
      failingSince: null,
    });
    for (const thread of threads) {
      const of = world.received("/closes").filter((event) => conversationOf(event.body) === thread.id);
      expect(of.map((event) => textOf(event.body))).toEqual(["1", "2", "3"]);
    }
    expect(world.received("/closes")).toHaveLength(60);
    expect(await world.stateOf(tokenId)).toMatchObject({
      breaker: "closed",
      nextAttemptAt: null,
      pendingDeliveries: 0,
    });
  });

  it("is not moved by a failure of what was sent before it opened", async () => {
    let slow = true;
    world.answerWith(async () => {
      const isSlow = slow;
      slow = false;
      if (isSlow) await pause(600);
      return 500;
    });
    await world.setUp("/late", SLOTS);
    world.start({ retryDelayMs: () => 5_000 });
    await eventually(world.isOpen, "the breaker");
    await eventually(async () => (await world.readBreaker()).failures === SLOTS - 1, "all but the slow one");
    const before = await scalar(world.db, sql`select probe_at::text from callbacks`);
    await eventually(async () => (await world.readBreaker()).failures === SLOTS, "the slow one");
    expect(await scalar(world.db, sql`select probe_at::text from callbacks`)).toBe(before);
    expect(await world.readBreaker()).toMatchObject({ probes: 1 });
  });

  it("waits as long as the receiver asks, up to an hour", async () => {
    const asking = createServer((_req, res) => res.writeHead(503, { "retry-after": "86400" }).end());
    await once(asking.listen(0, "127.0.0.1"), "listening");
    await world.setUp("/asks", 1);
    await world.db.execute(sql`update callbacks
      set url = ${`http://127.0.0.1:${(asking.address() as AddressInfo).port}/`}`);
    await world.open(1);
    world.start({ retryDelayMs, random: () => 0.5 });
    await eventually(async () => (await world.readBreaker()).probes === 2, "the try");
    const { waitMs } = await world.readBreaker();
    const laneMs = await scalar<number>(
      world.db,
      sql`select (extract(epoch from next_attempt_at - now()) * 1000)::float8 from delivery_lanes`,
    );
    for (const left of [waitMs, laneMs]) {
      expect(left).toBeGreaterThan(HOUR_MS - 5_000);
      expect(left).toBeLessThanOrEqual(HOUR_MS);
    }
    asking.close();
    asking.closeAllConnections();
  });

  it("is tried by another worker when the one that tried is gone", async () => {
    const { callbackId } = await world.setUp("/gone-worker", 3);
    await world.open();
    const claim = (leaseMs: number) => claimedJobs(world.db, { leaseMs });
    expect(await claim(300)).toMatchObject([{ callbackId, isProbe: true, probes: 1 }]);
    expect(await claim(300)).toHaveLength(0);
    await pause(350);
    expect(await claim(LONG_MS)).toHaveLength(1);
  });

  it("says nothing of a try that a restart broke off", async () => {
    world.answerWith(async () => {
      await pause(2_000);
      return undefined;
    });
    await world.setUp("/broken-off", 1);
    await world.open(2);
    const dispatcher = world.start();
    await eventually(() => dispatcher.counts.claimed === 1, "the claim");
    await pause(50);
    await dispatcher.stop({ drainMs: 0 });
    const { waitMs, ...rest } = await world.readBreaker();
    expect(rest).toMatchObject({ probes: 2, failures: FAILING_FROM + 1 });
    expect(waitMs).toBeLessThanOrEqual(0);
  });

  it("hears nothing of what a former endpoint answered, whatever the present one did meanwhile", async () => {
    const { tokenId } = await world.setUp("/present", 1);
    const [job] = await claimedJobs(world.db);
    if (!job) throw new Error("nothing claimed");
    const tried = (url: string, statusCode: number, endedMsAgo: number) => ({
      job: { ...job, url },
      outcomes: job.deliveries.map((delivery) => ({
        delivery,
        outcome: {
          kind: "tried" as const,
          startedAt: new Date(Date.now() - endedMsAgo),
          result: { statusCode, error: null, durationMs: 0, excerpt: null, retryAfterMs: null },
          delivered: statusCode === 204,
          retryInMs: statusCode === 204 ? null : LONG_MS,
          probeInMs: statusCode === 204 ? null : LONG_MS,
          pauseReason: statusCode === 410 ? "It is gone." : null,
        },
      })),
    });
    await recordHealth(world.db.$client, [
      tried("https://former.example/", 410, 20),
      tried(job.url, 204, 10),
    ]);
    expect(await world.stateOf(tokenId)).toMatchObject({ pausedReason: null, breaker: "closed" });
    await recordHealth(world.db.$client, [
      tried("https://former.example/", 204, 10),
      tried(job.url, 410, 20),
    ]);
    expect(await world.stateOf(tokenId)).toMatchObject({ pausedReason: "It is gone." });
  });

  it("leaves the others alone: their deliveries go out while other breakers are open", async () => {
    for (let i = 0; i < 3; i++) await world.setUp("/dead", 20);
    await world.open(8, { inMs: LONG_MS });
    await world.db.execute(sql`update delivery_lanes set next_attempt_at = now() - interval '1 hour'`);
    const { threads } = await world.setUp("/alive", 1);
    world.start({ concurrency: 2 });
    await eventually(() => world.received("/alive").length === 1, "the delivery");
    expect(threads).toHaveLength(1);
    expect(world.received("/dead")).toHaveLength(0);
  });
});
