import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { listCallbacks, listTakeAwayImpact } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { publishEvents } from "@/lib/events/publish";
import { cancelDeadDeliveries } from "@/lib/jobs/maintenance";
import {
  type AdminWorld,
  auditOf,
  deliveryStates,
  laneFacts,
  openAdminWorld,
  refusalOf,
} from "../support/admin";
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

const save = (url: string, enabled = true, cancels = ["message.received"]) =>
  saveCallbacks(
    world.admin,
    saveCallbacksInput.parse({
      tokenId,
      "url.message.received": url,
      enabled: enabled ? ["message.received"] : [],
      cancels,
    }),
  );

/** How many connections of this database wait for a row that another one holds. */
async function countWaiting(): Promise<number> {
  const [row] = await world.db.execute<{ waiting: number }>(
    sql`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

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

  test("is refused to, and nothing saved, where nobody agreed to what that cancels", async () => {
    const refused = { code: "invalid_input", fields: ["url.message.received"] };
    for (const cancels of [[], ["conversation.created"]])
      expect(await refusalOf(save("", false, cancels))).toEqual(refused);
    expect(await deliveryStates(world.db, callbackId)).toEqual(["pending", "pending", "pending"]);
    expect((await laneFacts(world.db, callbackId)).all).toBe(2);
    expect(await listCallbacks(world.manager, tokenId)).toContainEqual(
      expect.objectContaining({ url: URL_BEFORE, enabled: true }),
    );
  });

  test("needs nobody's agreement where nothing waits", async () => {
    await world.db
      .update(deliveries)
      .set({ state: "delivered" })
      .where(eq(deliveries.callbackId, callbackId));
    expect(await save("", false, [])).toMatchObject({ changed: ["message.received"], cancelled: 0 });
  });

  test("is asked about with what waits for it, and answers and records how many it cancelled", async () => {
    const otherId = await createCallback(world.db, tokenId, URL_BEFORE, "conversation.created");
    const impact = (...eventTypes: EventType[]) => listTakeAwayImpact(world.admin, { tokenId, eventTypes });
    expect(await impact(...EVENT_TYPES)).toEqual([{ eventType: "message.received", pendingDeliveries: 3 }]);
    expect(await impact("conversation.created")).toEqual([]);
    expect(await impact()).toEqual([]);
    expect(await save("", false)).toMatchObject({ cancelled: 3 });
    expect((await auditOf(world.db, tokenId)).at(-1)?.after).toMatchObject({ cancelledDeliveries: 3 });
    expect(await deliveryStates(world.db, otherId)).toEqual([]);
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
      const input = {
        tokenId,
        "url.conversation.created": newUrl,
        enabled: ["conversation.created"],
        cancels: ["message.received"],
      };
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
