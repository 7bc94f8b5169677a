import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import type { Dispatcher } from "@/lib/dispatcher/dispatcher";
import { cancelDeadDeliveries } from "@/lib/jobs/maintenance";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import {
  claimedJobs,
  createCallback,
  createNumber,
  createThread,
  createToken,
  eventually,
  openWorld,
  publish,
  scalar,
  testDispatcher,
} from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let receiver: TestReceiver;
let numberId: string;
const running: Dispatcher[] = [];

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
  numberId = await createNumber(db);
  receiver = await startTestReceiver();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop({ drainMs: 2_000 })));
  await db.execute(sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks cascade`);
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

type Body = { data: { conversation: Record<string, unknown>; message: Record<string, unknown> } };
const received = (path: string) => receiver.events().filter((event) => event.path === path);
const bodyAt = (path: string): Body => JSON.parse(received(path)[0]?.body ?? "{}") as Body;

async function setUp(path: string, options: Parameters<typeof createToken>[1] = {}) {
  const token = await createToken(db, { secret: receiver.secrets[0] ?? "", ...options });
  await createCallback(db, token.id, receiver.url + path);
  return { tokenId: token.id, thread: await createThread(db, numberId) };
}

function start(): void {
  const dispatcher = testDispatcher(db);
  running.push(dispatcher);
  dispatcher.start();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const countOf = (state: string) =>
  scalar<number>(db, sql`select count(*)::int from deliveries where state = ${state}`);

describe("what a callback carries", () => {
  it("masks the contact and hides the position as the token is set when it is sent", async () => {
    const { tokenId, thread } = await setUp("/masked");
    await publish(db, thread, ["hello"]);
    await db
      .update(apiTokens)
      .set({ masksContacts: true, permissions: ["conversations:read"] })
      .where(eq(apiTokens.id, tokenId));
    start();
    await eventually(() => received("/masked").length === 1, "the callback");
    const { conversation, message } = bodyAt("/masked").data;
    expect(conversation.contact).toMatchObject({ phone: "+3•••••••••67", name: "A••• L•••" });
    expect(message).toMatchObject({ text: "hello", external_id: null, position: null });
  });

  it("carries ids and types only without Read conversations", async () => {
    const { thread } = await setUp("/ids", { permissions: ["locations:read"] });
    await publish(db, thread, ["hidden"]);
    start();
    await eventually(() => received("/ids").length === 1, "the callback");
    expect(bodyAt("/ids").data.conversation).toEqual({ id: thread.id });
    expect(received("/ids")[0]?.body).not.toContain("hidden");
  });

  it("is owed for visible numbers and wanted types only", async () => {
    const hidden = await createNumber(db);
    const { tokenId, thread } = await setUp("/numbers", { numberIds: [numberId] });
    await publish(db, await createThread(db, hidden), ["not seen"]);
    await publish(db, thread, ["not wanted"], "message.status_changed");
    expect(await countOf("pending")).toBe(0);
    await publish(db, thread, ["seen"]);
    expect(await countOf("pending")).toBe(1);
    await db.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, tokenId));
    start();
    await eventually(async () => (await countOf("cancelled")) === 1, "the cancellation");
    expect(received("/numbers")).toHaveLength(0);
    expect(await scalar(db, sql`select cancelled_reason from deliveries`)).toBe("number_not_visible");
    expect(await scalar(db, sql`select count(*)::int from delivery_lanes`)).toBe(0);
  });
});

describe("the token's state", () => {
  it("gets nothing new while paused, and what waits is sent when it is resumed", async () => {
    const { tokenId, thread } = await setUp("/paused");
    await publish(db, thread, ["before"]);
    await db.update(apiTokens).set({ pausedAt: new Date() }).where(eq(apiTokens.id, tokenId));
    await publish(db, thread, ["during"]);
    start();
    await pause(300);
    expect(received("/paused")).toHaveLength(0);
    expect(await countOf("pending")).toBe(1);
    await db.update(apiTokens).set({ pausedAt: null }).where(eq(apiTokens.id, tokenId));
    await eventually(() => received("/paused").length === 1, "what waited");
  });

  it.each([
    ["token_expired", { expiresAt: new Date(Date.now() - 1000) }],
    ["token_deleted", { deletedAt: new Date() }],
  ])("cancels what is pending: %s", async (reason, change) => {
    const { tokenId, thread } = await setUp(`/${reason}`);
    await publish(db, thread, ["a", "b"]);
    await db.update(apiTokens).set(change).where(eq(apiTokens.id, tokenId));
    start();
    await pause(100);
    await cancelDeadDeliveries(db, AbortSignal.timeout(5_000));
    expect(received(`/${reason}`)).toHaveLength(0);
    expect(await countOf("cancelled")).toBe(2);
    expect(await scalar(db, sql`select min(cancelled_reason) from deliveries`)).toBe(reason);
    expect(await scalar(db, sql`select count(*)::int from delivery_lanes`)).toBe(0);
  });

  it("is not called for what was cancelled while under way", async () => {
    const { thread } = await setUp("/slow");
    await publish(db, thread, ["a"]);
    const [job] = await claimedJobs(db, { workerId: "0198a000-0000-7000-8000-000000000001" });
    // As deleting a token does.
    await db.execute(sql`delete from delivery_lanes`);
    await db.execute(sql`update deliveries set state = 'cancelled', cancelled_reason = 'token_deleted'`);
    const { createFinisher } = await import("@/lib/dispatcher/finisher");
    const { sleepFor } = await import("@/lib/dispatcher/bell");
    const finish = createFinisher({
      db,
      workerId: "0198a000-0000-7000-8000-000000000001",
      leaseMs: 60_000,
      sleep: sleepFor,
      onFault: () => undefined,
    });
    if (!job) throw new Error("nothing claimed");
    const result = { statusCode: 204, error: null, durationMs: 1, excerpt: null, retryAfterMs: null };
    const tried = {
      kind: "tried",
      startedAt: new Date(),
      delivered: true,
      retryInMs: null,
      probeInMs: null,
      pauseReason: null,
    } as const;
    const outcomes = job.deliveries.map((delivery) => ({ delivery, outcome: { ...tried, result } }));
    expect(await finish(job, outcomes, "go_on")).toBeNull();
    expect(await countOf("cancelled")).toBe(1);
    expect(await scalar(db, sql`select count(*)::int from delivery_attempts`)).toBe(1);
    expect(await scalar(db, sql`select count(*)::int from delivery_lanes`)).toBe(0);
  });
});
