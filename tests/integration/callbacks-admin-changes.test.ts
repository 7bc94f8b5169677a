import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { listCallbacks } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { publishEvents } from "@/lib/events/publish";
import { cancelDeadDeliveries } from "@/lib/jobs/maintenance";
import { type AdminWorld, auditOf, deliveryStates, laneFacts, openAdminWorld } from "../support/admin";
import { addToken } from "../support/api-data";
import {
  createCallback,
  createNumber,
  createThread,
  eventually,
  payloadOf,
  publish,
  type Thread,
} from "./callbacks-fixtures";

const URL_BEFORE = "https://example.com/before";
const REMOVED = "cancelled: callback_removed";
const WORKER = "0198a000-0000-7000-8000-000000000001";

let world: AdminWorld;
let threads: [Thread, Thread];
let tokenId: string;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  const numberId = await createNumber(world.db);
  threads = [await createThread(world.db, numberId), await createThread(world.db, numberId)];
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.db.update(callbacks).set({ enabled: false });
  tokenId = (await addToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, URL_BEFORE);
  await publish(world.db, threads[0], ["a", "b"]);
  await publish(world.db, threads[1], ["c"]);
});

const save = (url: string, enabled = true) =>
  saveCallbacks(
    world.admin,
    saveCallbacksInput.parse({
      tokenId,
      "url.message.received": url,
      enabled: enabled ? ["message.received"] : [],
    }),
  );

/** Leaves the callback as days of failures would: paused, and its lanes due tomorrow. */
async function letFail(): Promise<void> {
  await world.db
    .update(callbacks)
    .set({
      pausedAt: sql`now()`,
      pausedReason: "It only failed.",
      failingSince: sql`now() - interval '5 days'`,
      consecutiveFailures: 40,
      probeAt: sql`now() + interval '6 hours'`,
      probes: 24,
      lastError: "HTTP 500",
    })
    .where(eq(callbacks.id, callbackId));
  await world.db
    .update(deliveryLanes)
    .set({ nextAttemptAt: sql`now() + interval '1 day'` })
    .where(eq(deliveryLanes.callbackId, callbackId));
}

async function health() {
  const [row] = await world.db
    .select({
      pausedAt: callbacks.pausedAt,
      pausedReason: callbacks.pausedReason,
      failingSince: callbacks.failingSince,
      consecutiveFailures: callbacks.consecutiveFailures,
      probeAt: callbacks.probeAt,
      probes: callbacks.probes,
    })
    .from(callbacks)
    .where(eq(callbacks.id, callbackId));
  return row;
}

/** How many connections of this database wait for a row that another one holds. */
async function countWaiting(): Promise<number> {
  const [row] = await world.db.execute<{ waiting: number }>(
    sql`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

const HEALTHY = {
  pausedAt: null,
  pausedReason: null,
  failingSince: null,
  consecutiveFailures: 0,
  probeAt: null,
  probes: 0,
};

describe("an emptied endpoint", () => {
  test("cancels what is pending with the reason, and keeps what was delivered", async () => {
    const first = sql`(select min(event_seq) from deliveries where callback_id = ${callbackId})`;
    await world.db
      .update(deliveries)
      .set({ state: "delivered" })
      .where(and(eq(deliveries.callbackId, callbackId), eq(deliveries.eventSeq, first)));
    await save("", false);
    expect(await deliveryStates(world.db, callbackId)).toEqual(["delivered", REMOVED, REMOVED]);
    expect((await laneFacts(world.db, callbackId)).all).toBe(0);
    expect((await auditOf(world.db, tokenId)).at(-1)).toMatchObject({
      before: { "message.received": { url: URL_BEFORE, enabled: true } },
      after: { "message.received": { url: "", enabled: false } },
    });
  });

  test("cancels also when it was switched off before, and is owed nothing new", async () => {
    await save(URL_BEFORE, false);
    await save("", false);
    await publish(world.db, threads[0], ["late"]);
    expect(await deliveryStates(world.db, callbackId)).toEqual([REMOVED, REMOVED, REMOVED]);
  });

  test("that is set again starts empty", async () => {
    await save("", false);
    await save("https://example.com/again");
    await publish(world.db, threads[0], ["new"]);
    expect(await deliveryStates(world.db, callbackId)).toEqual([REMOVED, REMOVED, REMOVED, "pending"]);
  });

  test.each([
    ["that callback's", ""],
    ["another callback's, which is saved too,", "https://example.com/changed"],
  ])("waits for a worker that notes %s health, and neither of them fails", async (_whose, newUrl) => {
    const otherId = await createCallback(
      world.db,
      tokenId,
      "https://example.com/new",
      "conversation.created",
    );
    const noted = newUrl === "" ? callbackId : otherId;
    let saving: Promise<PromiseSettledResult<unknown>[]> | undefined;
    // As a worker finishes deliveries: it holds their lanes, then notes the health of their callbacks.
    await world.db.transaction(async (tx) => {
      await tx.execute(sql`select from delivery_lanes where callback_id = ${callbackId} for update`);
      const input = { tokenId, "url.conversation.created": newUrl, enabled: ["conversation.created"] };
      saving = Promise.allSettled([saveCallbacks(world.admin, saveCallbacksInput.parse(input))]);
      await eventually(async () => (await countWaiting()) > 0, "the save that waits for the lane");
      await tx.execute(sql`select from callbacks where id = ${noted} for no key update`);
    });
    expect(await saving).toMatchObject([{ status: "fulfilled" }]);
    expect(await deliveryStates(world.db, callbackId)).toEqual([REMOVED, REMOVED, REMOVED]);
  });

  test("cancels also what a publisher was about to add, at the next maintenance", async () => {
    const fresh = await createThread(world.db, threads[0].numberId);
    await world.db.transaction(async (tx) => {
      await publishEvents(tx, fresh.numberId, [
        { type: "message.received", occurredAt: new Date(), payload: payloadOf(fresh, "d") },
      ]);
      await save("", false);
    });
    await cancelDeadDeliveries(world.db, AbortSignal.timeout(5_000));
    expect(await deliveryStates(world.db, callbackId)).toEqual([REMOVED, REMOVED, REMOVED, REMOVED]);
    expect((await laneFacts(world.db, callbackId)).all).toBe(0);
  });
});

describe("an endpoint that is switched off", () => {
  test("keeps what it is owed waiting, and goes on when it is switched on", async () => {
    await letFail();
    await save(URL_BEFORE, false);
    expect(await deliveryStates(world.db, callbackId)).toEqual(["pending", "pending", "pending"]);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 0 });
    const [, listed] = await listCallbacks(world.manager, tokenId);
    expect(listed).toMatchObject({ url: URL_BEFORE, enabled: false, pendingDeliveries: 3 });
    await save(URL_BEFORE);
    expect(await health()).toEqual(HEALTHY);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 2 });
  });

  test("is owed nothing new", async () => {
    await save(URL_BEFORE, false);
    await publish(world.db, threads[0], ["not wanted"]);
    expect(await deliveryStates(world.db, callbackId)).toHaveLength(3);
  });
});

describe("a changed endpoint", () => {
  test("starts afresh: its failures are forgotten and what waits is due at once", async () => {
    await letFail();
    await save("https://example.com/after");
    expect(await health()).toEqual(HEALTHY);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 2 });
    expect(await deliveryStates(world.db, callbackId)).toEqual(["pending", "pending", "pending"]);
  });

  test("does not tell of another URL what the one before answered", async () => {
    const last = { lastSuccessAt: new Date("2026-11-01T00:00:00Z"), lastError: "timeout" };
    await world.db.update(callbacks).set(last).where(eq(callbacks.id, callbackId));
    await save(URL_BEFORE, false);
    const [, same] = await listCallbacks(world.manager, tokenId);
    expect(same).toMatchObject(last);
    await save("https://example.com/after");
    const [, other] = await listCallbacks(world.manager, tokenId);
    expect(other).toMatchObject({ lastSuccessAt: null, lastError: null });
  });

  test("wakes the worker", async () => {
    const heard: string[] = [];
    const { unlisten } = await world.db.$client.listen("deliveries", (text) => heard.push(text));
    await save("https://example.com/wake");
    await eventually(() => heard.length > 0, "the notification");
    await unlisten();
  });

  test("leaves a lane that is under way to its worker", async () => {
    await world.db.execute(sql`update delivery_lanes set leased_by = ${WORKER},
      lease_until = now() + interval '1 minute', next_attempt_at = now() + interval '1 minute'
      where callback_id = ${callbackId} and conversation_id = ${threads[0].id}`);
    await save("https://example.com/after");
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 1 });
  });

  test("one that was paused is resumed by saving it as it is, which the audit log tells", async () => {
    await letFail();
    await save(URL_BEFORE);
    expect(await health()).toEqual(HEALTHY);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 2 });
    const resumed = (await auditOf(world.db, tokenId)).filter(({ action }) => action.includes("callback"));
    expect(resumed).toMatchObject([
      {
        action: "api_token.callback_resumed",
        actorLabel: "admin@example.com",
        before: { eventType: "message.received", pausedReason: "It only failed." },
        after: { eventType: "message.received", pausedReason: null },
      },
    ]);
  });

  test("one that fails is not changed by saving it as it is", async () => {
    await letFail();
    await world.db
      .update(callbacks)
      .set({ pausedAt: null, pausedReason: null })
      .where(eq(callbacks.id, callbackId));
    const before = await health();
    await save(URL_BEFORE);
    expect(await health()).toEqual(before);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 0 });
  });
});
