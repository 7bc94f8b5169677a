import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { claimJobs } from "@/lib/dispatcher/claim";
import type { Dispatcher } from "@/lib/dispatcher/dispatcher";
import { encrypt } from "@/lib/encryption";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import {
  conversationOf,
  createCallback,
  createNumber,
  createThread,
  createToken,
  eventually,
  KEY,
  openWorld,
  publish,
  scalar,
  testDispatcher,
  textOf,
} from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let numberId: string;
let receiver: TestReceiver;
const answers = new Map<string, (text: string) => number | undefined | Promise<number | undefined>>();
const running: Dispatcher[] = [];

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
  numberId = await createNumber(db);
  receiver = await startTestReceiver({
    answerWith: (event) => answers.get(event.path)?.(event.type === "message.received" ? event.body : ""),
  });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop({ drainMs: 2_000 })));
  await db.execute(sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks cascade`);
  answers.clear();
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

function start(dispatcher: Dispatcher): Dispatcher {
  running.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

const received = (path: string) => receiver.events().filter((event) => event.path === path);

async function setUp(path: string, options: Parameters<typeof createToken>[1] = {}) {
  const token = await createToken(db, { secret: receiver.secrets[0] ?? "", ...options });
  const callbackId = await createCallback(db, token.id, receiver.url + path);
  return { token, callbackId, thread: await createThread(db, numberId) };
}

const pendingCount = () =>
  scalar<number>(db, sql`select count(*)::int from deliveries where state = 'pending'`);
const laneCount = () => scalar<number>(db, sql`select count(*)::int from delivery_lanes`);

describe("delivery", () => {
  it("sends each conversation's events in order, signed, once, and leaves no lane behind", async () => {
    const { thread } = await setUp("/order");
    const other = await createThread(db, numberId);
    for (let i = 0; i < 10; i++) {
      await publish(db, thread, [`a${2 * i}`, `a${2 * i + 1}`]);
      await publish(db, other, [`b${i}`]);
    }
    start(testDispatcher(db));
    await eventually(() => received("/order").length === 30, "30 callbacks");
    await eventually(async () => (await laneCount()) === 0, "no lanes");
    expect(received("/order").every((event) => event.verified && !event.duplicate)).toBe(true);
    const of = (id: string) =>
      received("/order")
        .filter((event) => conversationOf(event.body) === id)
        .map((event) => textOf(event.body));
    expect(of(thread.id)).toEqual(Array.from({ length: 20 }, (_, i) => `a${i}`));
    expect(of(other.id)).toEqual(Array.from({ length: 10 }, (_, i) => `b${i}`));
    expect(await pendingCount()).toBe(0);
    const health = await scalar<string | null>(db, sql`select last_success_at::text from callbacks`);
    expect(health).not.toBeNull();
  });

  it("is woken by a publisher at once", async () => {
    const { thread } = await setUp("/wake");
    start(testDispatcher(db));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const begun = performance.now();
    await publish(db, thread, ["now"]);
    await eventually(() => received("/wake").length === 1, "the callback");
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it("keeps the id over retries, holds its own conversation in order and no other one", async () => {
    const { thread } = await setUp("/flaky");
    const other = await createThread(db, numberId);
    let failures = 0;
    answers.set("/flaky", (body) => (textOf(body) === "bad" && failures++ < 3 ? 500 : undefined));
    await publish(db, thread, ["bad", "after"]);
    await publish(db, other, ["free"]);
    start(testDispatcher(db));
    await eventually(() => received("/flaky").length === 6, "six calls");
    const texts = received("/flaky").map((event) => textOf(event.body));
    expect(texts.filter((text) => text !== "free")).toEqual(["bad", "bad", "bad", "bad", "after"]);
    expect(texts.indexOf("free")).toBeLessThan(2);
    const bad = received("/flaky").filter((event) => textOf(event.body) === "bad");
    expect(new Set(bad.map((event) => event.webhookId)).size).toBe(1);
    await eventually(async () => (await pendingCount()) === 0, "nothing pending");
    const attempts = await db.execute(sql`
      select a.no, a.status_code from delivery_attempts a join deliveries d on d.id = a.delivery_id
      where d.attempts > 1 order by a.no`);
    expect(attempts.map((row) => row.status_code)).toEqual([500, 500, 500, 204]);
    expect(await scalar(db, sql`select failing_since from callbacks`)).toBeNull();
  });

  it("records what went before a failure, once, and what came after it not at all", async () => {
    const { thread } = await setUp("/middle");
    answers.set("/middle", (body) => (textOf(body) === "bad" ? 500 : undefined));
    await publish(db, thread, ["a", "b", "bad", "c"]);
    start(testDispatcher(db, { retryDelayMs: () => 60_000 }));
    const recorded = () =>
      db.execute(sql`select state, attempts from deliveries order by event_seq`).then((rows) => [...rows]);
    await eventually(async () => (await pendingCount()) === 2, "the first two");
    expect(received("/middle").map((event) => textOf(event.body))).toEqual(["a", "b", "bad"]);
    expect(await recorded()).toEqual([
      { state: "delivered", attempts: 1 },
      { state: "delivered", attempts: 1 },
      { state: "pending", attempts: 1 },
      { state: "pending", attempts: 0 },
    ]);
  });

  it("notices a change of the token between what a slow endpoint takes", async () => {
    const { thread, token } = await setUp("/unhurried");
    answers.set("/unhurried", async () => {
      await new Promise((resolve) => setTimeout(resolve, 110));
      return undefined;
    });
    await publish(db, thread, ["a", "b", "c", "d", "e", "f"]);
    start(testDispatcher(db));
    await eventually(() => received("/unhurried").length === 1, "the first");
    await db.update(apiTokens).set({ masksContacts: true }).where(eq(apiTokens.id, token.id));
    await eventually(async () => (await pendingCount()) === 0, "all of them");
    const bodies = received("/unhurried").map((event) => event.body);
    expect(bodies.map(textOf)).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(bodies[0]).not.toContain("•••");
    for (const body of bodies.slice(3)) expect(body).toContain("•••");
  });

  it("records what was taken while a later one of the conversation takes long", async () => {
    const { thread } = await setUp("/last-slow");
    const held = Promise.withResolvers<undefined>();
    answers.set("/last-slow", (body) => (textOf(body) === "slow" ? held.promise : undefined));
    await publish(db, thread, ["a", "b", "slow", "c"]);
    start(testDispatcher(db));
    await eventually(async () => (await pendingCount()) === 2, "the first two");
    expect(await scalar(db, sql`select count(*)::int from delivery_attempts`)).toBe(2);
    held.resolve(undefined);
    await eventually(async () => (await pendingCount()) === 0, "all of them");
    expect(received("/last-slow").map((event) => textOf(event.body))).toEqual(["a", "b", "slow", "c"]);
  });

  it("is sent at once to a URL that was saved while the former one was being tried", async () => {
    const { thread, callbackId } = await setUp("/wrong");
    const held = Promise.withResolvers<number>();
    answers.set("/wrong", () => held.promise);
    await publish(db, thread, ["a"]);
    start(testDispatcher(db, { retryDelayMs: () => 60_000 }));
    await eventually(async () => {
      const leased = sql`select count(*)::int from delivery_lanes where lease_until is not null`;
      return (await scalar<number>(db, leased)) === 1;
    }, "the try");
    await db
      .update(callbacks)
      .set({ url: `${receiver.url}/right` })
      .where(eq(callbacks.id, callbackId));
    held.resolve(500);
    await eventually(() => received("/right").length === 1, "the right one");
  });

  it("does not wait for a poll when a publisher held the lane at the moment of the claim", async () => {
    const { thread } = await setUp("/held-lane");
    await publish(db, thread, ["a"]);
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
    const publisher = db.transaction(async (tx) => {
      await tx.execute(sql`select from delivery_lanes for update`);
      hold();
      await isOver;
    });
    await isHeld;
    const claim = () => claimJobs(db, { workerId: uuidv7(), limit: 8, probeLimit: 8, leaseMs: 1_000 });
    expect(await claim()).toEqual({ jobs: [], isWhole: false });
    end();
    await publisher;
    expect(await claim()).toMatchObject({ jobs: [{ deliveries: [{ attempts: 0 }] }], isWhole: true });
    expect(await claim()).toEqual({ jobs: [], isWhole: true });
  });

  it("signs with both secrets during a rotation", async () => {
    const fresh = createSigningSecret();
    const former = receiver.secrets[0] ?? "";
    const { thread } = await setUp("/rotation", {
      signingSecret: encrypt(fresh, KEY),
      previousSigningSecret: encrypt(former, KEY),
      previousSigningSecretUntil: new Date(Date.now() + 60_000),
    });
    await publish(db, thread, ["x"]);
    start(testDispatcher(db));
    await eventually(() => received("/rotation").length === 1, "the callback");
    expect(received("/rotation")[0]?.verified).toBe(true);
    expect(received("/rotation")[0]?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  });

  it("pauses a callback that answers 410 and keeps what it is owed", async () => {
    const { thread } = await setUp("/gone");
    answers.set("/gone", () => 410);
    await publish(db, thread, ["one", "two"]);
    start(testDispatcher(db));
    await eventually(
      async () => (await scalar(db, sql`select paused_at from callbacks`)) !== null,
      "the pause",
    );
    await publish(db, thread, ["three"]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(received("/gone")).toHaveLength(1);
    expect(await pendingCount()).toBe(3);
    expect(await scalar<string>(db, sql`select paused_reason from callbacks`)).toContain("410");
    answers.clear();
    await db.execute(sql`update callbacks set paused_at = null, paused_reason = null`);
    await eventually(() => received("/gone").length === 4, "the rest");
  });

  it("does not follow a redirect", async () => {
    const { thread } = await setUp("/moved");
    answers.set("/moved", () => 307);
    await publish(db, thread, ["x"]);
    start(testDispatcher(db, { retryDelayMs: () => 60_000 }));
    await eventually(() => received("/moved").length === 1, "the callback");
    await eventually(
      async () => (await scalar(db, sql`select last_error from callbacks`)) === "HTTP 307",
      "the fault",
    );
    expect(await pendingCount()).toBe(1);
  });

  it("never calls loopback unless it is allowed", async () => {
    const { createCallbackAgent } = await import("@/lib/outbound/guarded-agent");
    const { thread } = await setUp("/guarded");
    await publish(db, thread, ["x"]);
    start(
      testDispatcher(db, { agent: createCallbackAgent({ allowedNetworks: [] }), retryDelayMs: () => 60_000 }),
    );
    await eventually(
      async () => (await scalar(db, sql`select error from delivery_attempts`)) === "address_forbidden",
      "the refusal",
    );
    expect(received("/guarded")).toHaveLength(0);
  });
});
