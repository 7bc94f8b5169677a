import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import { identify } from "@/lib/api-tokens/authenticate";
import { deleteToken } from "@/lib/api-tokens/commands";
import { getDeletionImpact, getToken } from "@/lib/api-tokens/queries";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import {
  type AdminWorld,
  auditOf,
  deliveryStates,
  laneFacts,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addToken } from "../support/api-data";
import { createCallback, createNumber, createThread, publish, type Thread } from "./callbacks-fixtures";

const DAY_MS = 86_400_000;

let world: AdminWorld;
let threads: [Thread, Thread];
let token: Awaited<ReturnType<typeof addToken>>;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date(Date.now() - 2 * DAY_MS), new Date());
  const numberId = await createNumber(world.db);
  threads = [await createThread(world.db, numberId), await createThread(world.db, numberId)];
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
  callbackId = await createCallback(world.db, token.id, "https://example.com/messages");
});

async function logCall(tokenId: string, hoursAgo: number): Promise<void> {
  await world.db.insert(apiRequests).values({
    id: uuidv7(),
    startedAt: new Date(Date.now() - hoursAgo * 3_600_000),
    durationMs: 1,
    method: "GET",
    path: "/api/v1/token",
    status: 200,
    tokenId,
  });
}

describe("deleteToken", () => {
  test("refuses the secret from then on, and keeps row, log and page", async () => {
    await logCall(token.id, 1);
    expect(await deleteToken(world.admin, { id: token.id })).toEqual({ name: "Test token" });
    const identity = await identify(world.db, `Bearer ${token.secret}`, null);
    expect(identity.refusal?.code).toBe("token_deleted");
    expect(await getToken(world.manager, token.id)).toMatchObject({
      state: "deleted",
      deletedAt: expect.any(Date),
    });
    expect(await world.db.$count(apiRequests, eq(apiRequests.tokenId, token.id))).toBe(1);
  });

  test("cancels what is pending, and neither what was delivered nor what others are owed", async () => {
    const other = await addToken(world.db);
    const otherCallback = await createCallback(world.db, other.id, "https://example.com/other");
    await publish(world.db, threads[0], ["first", "second"]);
    await publish(world.db, threads[1], ["third"]);
    await world.db
      .update(deliveries)
      .set({ state: "delivered", deliveredAt: sql`now()` })
      .where(
        and(
          eq(deliveries.callbackId, callbackId),
          eq(
            deliveries.eventSeq,
            sql`(select min(first.event_seq) from deliveries first where first.callback_id = ${callbackId})`,
          ),
        ),
      );
    await deleteToken(world.admin, { id: token.id });
    const cancelled = "cancelled: token_deleted";
    expect(await deliveryStates(world.db, callbackId)).toEqual(["delivered", cancelled, cancelled]);
    expect((await laneFacts(world.db, callbackId)).all).toBe(0);
    expect(await deliveryStates(world.db, otherCallback)).toEqual(["pending", "pending", "pending"]);
    expect((await laneFacts(world.db, otherCallback)).all).toBe(2);
    expect((await auditOf(world.db, token.id)).at(-1)).toMatchObject({
      action: "api_token.deleted",
      actorLabel: "admin@example.com",
      targetType: "api_token",
      targetLabel: "Test token",
      after: { cancelledDeliveries: 2 },
    });
  });

  test("owes a deleted token nothing new", async () => {
    await deleteToken(world.admin, { id: token.id });
    await publish(world.db, threads[0], ["late"]);
    expect(await deliveryStates(world.db, callbackId)).toEqual([]);
  });

  test("is not a manager's to do", async () => {
    expect(await refusalOf(deleteToken(world.manager, { id: token.id }))).toMatchObject({
      code: "forbidden",
    });
    expect((await getToken(world.admin, token.id)).deletedAt).toBeNull();
    expect(await auditOf(world.db, token.id)).toEqual([]);
  });

  test("finds no unknown token and none twice", async () => {
    expect(await refusalOf(deleteToken(world.admin, { id: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
    await deleteToken(world.admin, { id: token.id });
    const [before] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    expect(await refusalOf(deleteToken(world.admin, { id: token.id }))).toMatchObject({ code: "not_found" });
    const [after] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    expect(after).toEqual(before);
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });

  test("of several at once only one does it", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () => deleteToken(world.admin, { id: token.id })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "not_found" });
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });
});

describe("getDeletionImpact", () => {
  test("tells what would die: calls of the last day, endpoints and what they are owed", async () => {
    const other = await addToken(world.db);
    await createCallback(world.db, other.id, "https://example.com/other");
    await createCallback(world.db, token.id, "https://example.com/new", "conversation.created");
    for (const hoursAgo of [1, 23, 25]) await logCall(token.id, hoursAgo);
    await logCall(other.id, 1);
    const lastUsedAt = new Date("2026-03-01T08:00:00.123Z");
    await world.db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, token.id));
    await publish(world.db, threads[0], ["a", "b"]);
    await publish(world.db, threads[1], ["c"], "conversation.created");
    expect(await getDeletionImpact(world.admin, { id: token.id })).toEqual({
      lastUsedAt,
      usedInLastDay: false,
      callsInLastDay: 2,
      pendingDeliveries: 3,
      endpoints: [
        { eventType: "conversation.created", url: "https://example.com/new" },
        { eventType: "message.received", url: "https://example.com/messages" },
      ],
    });
    await deleteToken(world.admin, { id: token.id });
    expect((await auditOf(world.db, token.id)).at(-1)?.after).toEqual({ cancelledDeliveries: 3 });
  });

  test("does not count what is not pending any more", async () => {
    await publish(world.db, threads[0], ["a", "b", "c"]);
    await world.db
      .update(deliveries)
      .set({ state: "cancelled" })
      .where(eq(deliveries.callbackId, callbackId));
    expect(await getDeletionImpact(world.admin, { id: token.id })).toMatchObject({ pendingDeliveries: 0 });
  });

  test("does not count an endpoint that was taken away", async () => {
    await saveCallbacks(world.admin, saveCallbacksInput.parse({ tokenId: token.id }));
    expect(await world.db.$count(callbacks, eq(callbacks.tokenId, token.id))).toBe(1);
    expect((await getDeletionImpact(world.admin, { id: token.id })).endpoints).toEqual([]);
  });

  test.each([
    ["now", true],
    ["now - 23 hours", true],
    ["now - 25 hours", false],
  ])("a token that was last used %s was used in the last day: %s", async (when, usedInLastDay) => {
    const lastUsedAt = sql`now() - ${when.replace(/now( - )?/, "") || "0"}::interval`;
    await world.db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, token.id));
    expect(await getDeletionImpact(world.admin, { id: token.id })).toMatchObject({ usedInLastDay });
  });

  test("of an unknown token is not found", async () => {
    expect(await refusalOf(getDeletionImpact(world.admin, { id: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
  });
});
