import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EventType } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryAttempts, deliveryLanes, events } from "@/db/schema/callbacks";
import { listTokenNames } from "@/lib/api-tokens/name-queries";
import { findDelivery, listDeliveries } from "@/lib/deliveries/queries";
import { deliveryList } from "@/lib/deliveries/schema";
import type { SearchParams } from "@/lib/table/list-params";
import { type AdminWorld, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  publish,
  type Thread,
} from "./callbacks-fixtures";

const URL_IN = "https://supplier.example.com/in";

let world: AdminWorld;
let numberId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  numberId = await createNumber(world.db);
});

afterAll(() => world.close());

beforeEach(async () => {
  for (const table of [deliveryAttempts, deliveries, deliveryLanes, events, callbacks])
    await world.db.delete(table);
});

const page = (params: SearchParams = {}) => listDeliveries(world.manager, deliveryList.parse(params));
const idsOf = async (params: SearchParams = {}) => (await page(params)).rows.map(({ id }) => id);
const only = async () => (await page()).rows[0];

/** A token with one callback, and a conversation with so many deliveries to it. */
async function owed(count: number, eventType: EventType = "message.received") {
  const token = await createToken(world.db);
  const callbackId = await createCallback(world.db, token.id, URL_IN, eventType);
  const thread = await createThread(world.db, numberId);
  if (count > 0) await publish(world.db, thread, Array(count).fill("Hello"), eventType);
  return { tokenId: token.id, callbackId, thread };
}

async function storedIds(callbackId?: string): Promise<string[]> {
  const rows = await world.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(callbackId ? eq(deliveries.callbackId, callbackId) : undefined);
  return rows
    .map(({ id }) => id)
    .toSorted()
    .reverse();
}

const settle = (id: string, values: Partial<typeof deliveries.$inferInsert>) =>
  world.db.update(deliveries).set(values).where(eq(deliveries.id, id));

describe("filters", () => {
  test("token, event type and state, alone and together", async () => {
    const first = await owed(3);
    await world.db.update(callbacks).set({ enabled: false }).where(eq(callbacks.id, first.callbackId));
    const second = await owed(2, "conversation.created");
    const [delivered = "", cancelled = "", pending = ""] = await storedIds(first.callbackId);
    await settle(delivered, { state: "delivered", deliveredAt: new Date() });
    await settle(cancelled, { state: "cancelled", cancelledReason: "token_deleted" });
    expect(await idsOf()).toEqual(await storedIds());
    expect(await idsOf({ token: first.tokenId })).toEqual([delivered, cancelled, pending]);
    expect(await idsOf({ token: [first.tokenId, second.tokenId] })).toEqual(await storedIds());
    expect(await idsOf({ event: "conversation.created" })).toEqual(await storedIds(second.callbackId));
    expect(await idsOf({ state: "delivered" })).toEqual([delivered]);
    expect(await idsOf({ state: "cancelled" })).toEqual([cancelled]);
    expect(await idsOf({ state: ["cancelled", "delivered"] })).toEqual([delivered, cancelled]);
    expect(await idsOf({ token: first.tokenId, state: "pending" })).toEqual([pending]);
    expect(await idsOf({ token: first.tokenId, event: "conversation.created" })).toEqual([]);
    expect(await idsOf({ token: UNKNOWN_ID })).toEqual([]);
    expect(await idsOf({ token: "nonsense" })).toHaveLength(5);
  });

  test("those that are tried again after a failure, among the pending ones", async () => {
    const { callbackId } = await owed(5);
    const [fresh = "", failed = "", again = "", resent = "", over = ""] = await storedIds(callbackId);
    await settle(failed, { attempts: 1 });
    // Cancelled after two attempts and made pending again; the other one has failed once more since.
    await settle(resent, { attempts: 2, attemptsBefore: 2 });
    await settle(again, { attempts: 3, attemptsBefore: 2, deliveredAt: new Date() });
    await settle(over, { attempts: 9, state: "cancelled", cancelledReason: "token_deleted" });
    expect(await idsOf({ state: "failing" })).toEqual([failed, again]);
    expect(await idsOf({ state: ["failing", "cancelled"] })).toEqual([failed, again, over]);
    expect(await idsOf({ state: ["failing", "pending"] })).toEqual([fresh, failed, again, resent]);
    const { rows } = await page();
    expect(rows.map(({ isFailing }) => isFailing)).toEqual([false, true, true, false, false]);
    expect((await findDelivery(world.manager, failed))?.isFailing).toBe(true);
  });

  test("the tokens of the address are named", async () => {
    const { tokenId } = await owed(0);
    expect(await listTokenNames(world.manager, [tokenId, UNKNOWN_ID])).toEqual([
      { id: tokenId, name: "Token" },
    ]);
    expect(await listTokenNames(world.manager, [])).toEqual([]);
  });
});

describe("paging", () => {
  async function threeCallbacks(): Promise<string> {
    const token = await createToken(world.db);
    const types: EventType[] = ["conversation.created", "message.received", "message.status_changed"];
    const thread: Thread = await createThread(world.db, numberId);
    for (const type of types) await createCallback(world.db, token.id, URL_IN, type);
    for (let round = 0; round < 6; round++)
      for (const type of types) await publish(world.db, thread, ["a", "b"], type);
    return token.id;
  }

  test.each([
    ["all", {}],
    ["one token's", { own: true }],
    ["the undelivered", { state: "pending" }],
    ["one token's undelivered", { own: true, state: ["pending", "cancelled"] }],
  ])(
    "%s: misses and repeats nothing, both ways",
    async (_what, { own, ...params }: Record<string, unknown>) => {
      if (own) await owed(3);
      const tokenId = await threeCallbacks();
      const query = { ...(params as SearchParams), size: "10", ...(own ? { token: tokenId } : {}) };
      const older = [await page(query)];
      for (let after = older[0]?.after; after; after = older.at(-1)?.after)
        older.push(await page({ ...query, after }));
      const ids = older.flatMap(({ rows }) => rows.map(({ id }) => id));
      expect(ids).toHaveLength(36);
      expect(ids).toEqual([...new Set(ids)].toSorted().reverse());
      const newer = [];
      for (let before = older.at(-1)?.before; before; before = newer.at(-1)?.before)
        newer.push(await page({ ...query, before }));
      expect(newer.reverse().map(({ rows }) => rows)).toEqual(older.slice(0, -1).map(({ rows }) => rows));
    },
  );

  test("deliveries that come in meanwhile shift nothing", async () => {
    const { thread } = await owed(15);
    const first = await page({ size: "10" });
    await publish(world.db, thread, ["late", "later"]);
    const second = await page({ size: "10", after: first.after ?? "" });
    expect([first.rows.length, second.rows.length]).toEqual([10, 5]);
    expect(second.rows.map(({ id }) => id)).toEqual((await storedIds()).slice(12));
  });

  test("a bad cursor is refused by its code", async () => {
    expect(await refusalOf(page({ after: "x" }))).toMatchObject({ code: "invalid_cursor" });
  });
});

describe("what a row says", () => {
  test("of a delivery that is due", async () => {
    const { tokenId } = await owed(1);
    expect(await only()).toMatchObject({
      eventType: "message.received",
      tokenId,
      tokenName: "Token",
      supplierName: "Acme",
      url: URL_IN,
      state: "pending",
      waitsFor: "due",
      nextAttemptAt: expect.any(Date),
      attempts: 0,
      lastAttemptAt: null,
      lastStatusCode: null,
      lastError: null,
      deliveredAt: null,
    });
  });

  test("of one that failed: its last attempt and when the next one is", async () => {
    await owed(1);
    const [id = ""] = await storedIds();
    const next = new Date("2090-01-01T00:00:00Z");
    await settle(id, { attempts: 2 });
    await world.db.insert(deliveryAttempts).values([
      { deliveryId: id, no: 1, startedAt: new Date("2026-01-01T00:00:00Z"), durationMs: 9, error: "timeout" },
      { deliveryId: id, no: 2, startedAt: new Date("2026-01-02T00:00:00Z"), durationMs: 5, statusCode: 503 },
    ]);
    await world.db.update(deliveryLanes).set({ nextAttemptAt: next });
    expect(await only()).toMatchObject({
      waitsFor: "retry",
      nextAttemptAt: next,
      attempts: 2,
      lastAttemptAt: new Date("2026-01-02T00:00:00Z"),
      lastStatusCode: 503,
      lastError: null,
    });
  });

  test("of one behind another of its conversation", async () => {
    await owed(2);
    const { rows } = await page();
    expect(rows.map(({ waitsFor }) => waitsFor)).toEqual(["earlier_delivery", "due"]);
    expect(rows[0]?.nextAttemptAt).toBeNull();
  });

  test.each([
    ["token_paused", { pausedAt: new Date() }],
    ["token_deleted", { deletedAt: new Date(), pausedAt: new Date() }],
    ["token_expired", { expiresAt: new Date("2026-01-01T00:00:00Z") }],
    ["token_scheduled", { activatesAt: new Date("2090-01-01T00:00:00Z") }],
  ])("of one that waits because of its token: %s", async (waitsFor, values) => {
    const { tokenId } = await owed(1);
    await world.db.update(apiTokens).set(values).where(eq(apiTokens.id, tokenId));
    expect(await only()).toMatchObject({ state: "pending", waitsFor, nextAttemptAt: null });
  });

  test.each([
    ["callback_off", { enabled: false }],
    ["callback_paused", { pausedAt: new Date(), pausedReason: "It answered 410." }],
    ["endpoint_removed", { url: "", enabled: false }],
  ])("of one that waits because of its callback: %s", async (waitsFor, values) => {
    const { callbackId } = await owed(1);
    await world.db.update(callbacks).set(values).where(eq(callbacks.id, callbackId));
    expect(await only()).toMatchObject({ state: "pending", waitsFor, nextAttemptAt: null });
  });

  test("of one whose endpoint only fails: with the time of its next attempt", async () => {
    const { callbackId } = await owed(1);
    const probeAt = new Date(Date.now() + 3_600_000);
    await world.db.update(callbacks).set({ probeAt }).where(eq(callbacks.id, callbackId));
    expect(await only()).toMatchObject({ waitsFor: "callback_failing", nextAttemptAt: probeAt });
  });

  test("of one that is being sent", async () => {
    await owed(1);
    await world.db.update(deliveryLanes).set({ leaseUntil: sql`now() + interval '1 hour'` });
    expect(await only()).toMatchObject({ waitsFor: "under_way", nextAttemptAt: null });
  });

  test("of one that is over: no reason to wait", async () => {
    await owed(2);
    const [last = "", first = ""] = await storedIds();
    await settle(first, { state: "delivered", deliveredAt: new Date() });
    await settle(last, { state: "cancelled", cancelledReason: "number_not_visible" });
    const { rows } = await page();
    expect(rows).toMatchObject([
      { id: last, state: "cancelled", waitsFor: null, cancelledReason: "number_not_visible" },
      { id: first, state: "delivered", waitsFor: null, deliveredAt: expect.any(Date) },
    ]);
  });
});

describe("one delivery", () => {
  test("comes with its attempts, the last one first, at most 50", async () => {
    await owed(1);
    const [id = ""] = await storedIds();
    await settle(id, { attempts: 60 });
    await world.db.insert(deliveryAttempts).values(
      Array.from({ length: 60 }, (_, i) => ({
        deliveryId: id,
        no: i + 1,
        url: "https://example.com/former",
        startedAt: new Date(),
        durationMs: i,
        statusCode: 500,
        responseExcerpt: `<b>${i + 1}</b>`,
      })),
    );
    const delivery = await findDelivery(world.manager, id);
    expect(delivery).toMatchObject({ id, attempts: 60, lastStatusCode: 500 });
    expect(delivery?.newestAttempts).toHaveLength(50);
    expect(delivery?.newestAttempts[0]).toMatchObject({
      no: 60,
      url: "https://example.com/former",
      responseExcerpt: "<b>60</b>",
    });
  });

  test("that is not there is null", async () => {
    expect(await findDelivery(world.manager, UNKNOWN_ID)).toBeNull();
  });
});
