import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { deliveries } from "@/db/schema/callbacks";
import { identify } from "@/lib/api-tokens/authenticate";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { getToken } from "@/lib/api-tokens/queries";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
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

describe("deleteTokens", () => {
  test("refuses the secret from then on, and keeps row, log and page", async () => {
    await logCall(token.id, 1);
    expect(await deleteTokens(world.admin, { ids: [token.id] })).toEqual({ changed: 1 });
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
    await deleteTokens(world.admin, { ids: [token.id] });
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
    await deleteTokens(world.admin, { ids: [token.id] });
    await publish(world.db, threads[0], ["late"]);
    expect(await deliveryStates(world.db, callbackId)).toEqual([]);
  });

  test("is not a manager's to do", async () => {
    expect(await refusalOf(deleteTokens(world.manager, { ids: [token.id] }))).toMatchObject({
      code: "forbidden",
    });
    expect((await getToken(world.admin, token.id)).deletedAt).toBeNull();
    expect(await auditOf(world.db, token.id)).toEqual([]);
  });

  test("finds no unknown token and none twice", async () => {
    expect(await refusalOf(deleteTokens(world.admin, { ids: [UNKNOWN_ID] }))).toMatchObject({
      code: "not_found",
    });
    await deleteTokens(world.admin, { ids: [token.id] });
    const [before] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    expect(await refusalOf(deleteTokens(world.admin, { ids: [token.id] }))).toMatchObject({
      code: "not_found",
    });
    const [after] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    expect(after).toEqual(before);
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });

  test("of several tells each token's own cancelled deliveries", async () => {
    const other = await addToken(world.db);
    await createCallback(world.db, other.id, "https://example.com/a", "conversation.created");
    await createCallback(world.db, other.id, "https://example.com/b", "message.status_changed");
    await publish(world.db, threads[0], ["one"]);
    await publish(world.db, threads[0], ["two", "three"], "conversation.created");
    await publish(world.db, threads[1], ["four"], "message.status_changed");
    expect(await deleteTokens(world.admin, { ids: [other.id, token.id] })).toEqual({ changed: 2 });
    const cancelled = async (id: string) => (await auditOf(world.db, id)).map(({ after }) => after);
    expect(await cancelled(token.id)).toEqual([{ cancelledDeliveries: 1 }]);
    expect(await cancelled(other.id)).toEqual([{ cancelledDeliveries: 3 }]);
  });

  test("counts what it cancels up to a bound", async () => {
    await createCallback(world.db, token.id, "https://example.com/a", "conversation.created");
    const { id, numberId } = threads[0];
    await world.db.execute(sql`
      with added as (
        insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
        select gen_random_uuid(), 'message.received', now(), ${id}::uuid, ${numberId}::uuid, '{}'
        from generate_series(1, ${MAX_COUNTED_DELIVERIES + 500}::int) returning id, seq)
      insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
      select gen_random_uuid(), added.id, callbacks.id, ${id}::uuid, seq
      from added, callbacks where token_id = ${token.id}::uuid`);
    await deleteTokens(world.admin, { ids: [token.id] });
    expect((await auditOf(world.db, token.id)).at(-1)).toMatchObject({
      after: { cancelledDeliveries: MAX_COUNTED_DELIVERIES + 1 },
    });
  });

  test("of several at once only one does it", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () => deleteTokens(world.admin, { ids: [token.id] })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "not_found" });
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });
});
