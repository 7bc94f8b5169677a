import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import { getDeletionImpact } from "@/lib/api-tokens/impact-queries";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { listCallbacks } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
import { type AdminWorld, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addToken } from "../support/api-data";
import { createCallback, createNumber, createThread, publish, type Thread } from "./callbacks-fixtures";

const HOUR_MS = 3_600_000;

let world: AdminWorld;
let thread: Thread;
let token: Awaited<ReturnType<typeof addToken>>;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date(Date.now() - 48 * HOUR_MS), new Date());
  thread = await createThread(world.db, await createNumber(world.db));
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
  callbackId = await createCallback(world.db, token.id, "https://example.com/messages");
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function logCall(tokenId: string, startedAt: Date, ip: string, status = 200): Promise<void> {
  const row = { id: uuidv7(), durationMs: 1, method: "GET", path: "/api/v1/token" };
  await world.db.insert(apiRequests).values({ ...row, startedAt, status, tokenId, ip });
}

const setLastUse = (id: string, lastUsedAt: Date) =>
  world.db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, id));

/** Owes so much to a callback, beside what it is owed. */
async function owe(id: string, count: number): Promise<void> {
  await world.db.execute(sql`
    with added as (
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select gen_random_uuid(), 'message.received', now(), ${thread.id}::uuid, ${thread.numberId}::uuid, '{}'
      from generate_series(1, ${count}::int) returning id, seq)
    insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
    select gen_random_uuid(), id, ${id}::uuid, ${thread.id}::uuid, seq from added`);
}

const impactOf = (...ids: string[]) => getDeletionImpact(world.admin, { ids });

describe("of one token", () => {
  test("is its calls of the last day, its endpoints and what they are owed", async () => {
    const other = await addToken(world.db);
    await createCallback(world.db, other.id, "https://example.com/other");
    await createCallback(world.db, token.id, "https://example.com/new", "conversation.created");
    for (const hours of [1, 23, 25]) await logCall(token.id, hoursAgo(hours), "203.0.113.7");
    await logCall(other.id, hoursAgo(1), "203.0.113.8");
    await publish(world.db, thread, ["a", "b"]);
    await publish(world.db, thread, ["c"], "conversation.created");
    expect(await impactOf(token.id)).toEqual({
      lastUsedAt: null,
      lastUsedIp: null,
      usedInLastDay: 0,
      callsInLastDay: 2,
      callbacks: 2,
      pendingDeliveries: 3,
    });
  });

  test("counts neither what is not pending any more nor an endpoint that was taken away", async () => {
    await publish(world.db, thread, ["a", "b", "c"]);
    await world.db
      .update(deliveries)
      .set({ state: "cancelled" })
      .where(eq(deliveries.callbackId, callbackId));
    await saveCallbacks(world.admin, saveCallbacksInput.parse({ tokenId: token.id }));
    expect(await world.db.$count(callbacks, eq(callbacks.tokenId, token.id))).toBe(1);
    expect(await impactOf(token.id)).toMatchObject({ pendingDeliveries: 0, callbacks: 0 });
  });

  test.each([
    ["now", 1],
    ["now - 23 hours", 1],
    ["now - 25 hours", 0],
  ])("that was last used %s: used in the last day %i", async (when, usedInLastDay) => {
    const lastUsedAt = sql`now() - ${when.replace(/now( - )?/, "") || "0"}::interval`;
    await world.db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, token.id));
    expect(await impactOf(token.id)).toMatchObject({ usedInLastDay });
  });

  test("names the address of the last served call, not of a refused one", async () => {
    const at = hoursAgo(2);
    await logCall(token.id, hoursAgo(3), "203.0.113.1");
    await logCall(token.id, at, "203.0.113.2");
    await logCall(token.id, new Date(at.getTime() + 20_000), "203.0.113.3");
    await logCall(token.id, new Date(at.getTime() + 25_000), "203.0.113.4", 403);
    await setLastUse(token.id, at);
    expect(await impactOf(token.id)).toMatchObject({ lastUsedAt: at, lastUsedIp: "203.0.113.3" });
  });
});

describe("a long backlog", () => {
  test("is counted up to one above the limit, by callback and of all together", async () => {
    const second = await createCallback(
      world.db,
      token.id,
      "https://example.com/new",
      "conversation.created",
    );
    const pending = async () =>
      (await listCallbacks(world.manager, token.id)).map(({ pendingDeliveries }) => pendingDeliveries);
    await owe(callbackId, MAX_COUNTED_DELIVERIES - 3);
    await owe(second, 3);
    expect(await pending()).toEqual([3, MAX_COUNTED_DELIVERIES - 3, 0]);
    expect(await impactOf(token.id)).toMatchObject({ pendingDeliveries: MAX_COUNTED_DELIVERIES });
    await owe(callbackId, 10);
    expect(await pending()).toEqual([3, MAX_COUNTED_DELIVERIES + 1, 0]);
    expect(await impactOf(token.id)).toMatchObject({ pendingDeliveries: MAX_COUNTED_DELIVERIES + 1 });
  });
});

describe("of many tokens", () => {
  test("adds them up, and the last use is the last of all", async () => {
    const [second, unused] = [await addToken(world.db), await addToken(world.db)];
    await createCallback(world.db, second.id, "https://example.com/second");
    await publish(world.db, thread, ["a", "b"]);
    const [earlier, later] = [hoursAgo(30), hoursAgo(1)];
    await logCall(second.id, later, "203.0.113.20");
    await logCall(token.id, hoursAgo(5), "203.0.113.10");
    await setLastUse(token.id, earlier);
    await setLastUse(second.id, later);
    expect(await impactOf(unused.id, token.id, second.id)).toEqual({
      lastUsedAt: later,
      lastUsedIp: "203.0.113.20",
      usedInLastDay: 1,
      callsInLastDay: 2,
      callbacks: 2,
      pendingDeliveries: 4,
    });
  });

  test("with an unknown or deleted one among them is not found", async () => {
    const gone = await addToken(world.db);
    await deleteTokens(world.admin, { ids: [gone.id] });
    for (const id of [UNKNOWN_ID, gone.id])
      expect(await refusalOf(impactOf(token.id, id))).toMatchObject({ code: "not_found" });
  });
});
