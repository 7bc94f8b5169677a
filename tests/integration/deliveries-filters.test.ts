import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { deliveries, events } from "@/db/schema/callbacks";
import { ofToken } from "@/lib/api-tokens/of-token";
import { findDelivery, listDeliveries } from "@/lib/deliveries/queries";
import { deliveryList, tokenDeliveryList } from "@/lib/deliveries/schema";
import type { SearchParams } from "@/lib/table/list-params";
import { UNKNOWN_ID } from "../support/admin";
import { createCallback, createThread, publish } from "./callbacks-fixtures";
import {
  type DeliveriesWorld,
  deliveriesOf,
  idsOf,
  isQuiet,
  openDeliveriesWorld,
  subscribe,
} from "./deliveries-fixtures";

let world: DeliveriesWorld;

beforeAll(async () => {
  world = await openDeliveriesWorld();
});
afterEach(() => world.reset());
afterAll(() => world.close());

async function found(params: SearchParams): Promise<string[]> {
  const { rows } = await listDeliveries(world.manager, deliveryList.parse(params));
  return rows.map(({ id }) => id);
}

const newestFirst = (ids: string[]) => ids.toSorted().toReversed();

describe("filters", () => {
  test("supplier, alone and with others", async () => {
    const first = await subscribe(world, "/one");
    const second = await subscribe(world, "/two");
    await publish(world.db, first.thread, ["a", "b"]);
    const [token] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, first.tokenId));
    const supplier = token?.supplierId ?? "";
    expect(await found({ supplier })).toEqual(newestFirst(await idsOf(world.db, first.callbackId)));
    expect(await found({ supplier, token: second.tokenId })).toEqual([]);
    expect(await found({ supplier, state: "delivered" })).toEqual([]);
    expect(await found({ supplier: UNKNOWN_ID })).toEqual([]);
  });

  test("time, from its first moment up to its end, alone and for one token", async () => {
    const { callbackId, tokenId, thread } = await subscribe(world, "/time");
    await publish(world.db, thread, ["a", "b", "c"]);
    const at = ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"];
    const moved: string[] = [];
    for (const [i, { id }] of (await deliveriesOf(world.db, callbackId)).entries()) {
      const createdAt = new Date(at[i] ?? "");
      // The id is of another clock, a little behind.
      moved.push(uuidv7({ msecs: createdAt.getTime() - 60_000 }));
      await world.db
        .update(deliveries)
        .set({ id: moved[i] ?? "", createdAt })
        .where(eq(deliveries.id, id));
    }
    const [a = "", b = "", c = ""] = moved;
    const [from = "", to = ""] = at.slice(1);
    for (const token of [[], [tokenId]]) {
      expect(await found({ token, from })).toEqual([c, b]);
      expect(await found({ token, to })).toEqual([b, a]);
      expect(await found({ token, from, to })).toEqual([b]);
      expect(await found({ token, from: "yesterday" })).toEqual([c, b, a]);
    }
  });

  test("the whole id of an event, a conversation or a delivery; other text finds nothing", async () => {
    const { callbackId, tokenId, thread } = await subscribe(world, "/ids");
    const other = await subscribe(world, "/other");
    const elsewhere = await createThread(world.db, world.numberId);
    await publish(world.db, thread, ["a"]);
    await publish(world.db, elsewhere, ["b"]);
    const [own, behind] = await deliveriesOf(world.db, callbackId);
    const [theirs] = await deliveriesOf(world.db, other.callbackId);
    if (!own || !behind || !theirs) throw new Error("not owed");
    expect(await found({ q: own.eventId })).toEqual(newestFirst([own.id, theirs.id]));
    expect(await found({ q: thread.id.toUpperCase() })).toEqual(newestFirst([own.id, theirs.id]));
    expect(await found({ q: behind.id })).toEqual([behind.id]);
    expect(await found({ q: own.eventId, token: tokenId })).toEqual([own.id]);
    expect(await found({ q: own.eventId, state: "cancelled" })).toEqual([]);
    expect(await found({ q: "hello" })).toEqual([]);
    expect(await found({ q: UNKNOWN_ID })).toEqual([]);
  });

  test("those of one token leave out all others, whatever its address says", async () => {
    const { tokenId, callbackId, thread } = await subscribe(world, "/own");
    const other = await subscribe(world, "/others");
    await publish(world.db, thread, ["a"]);
    const query = tokenDeliveryList.parse({ token: other.tokenId, state: "pending" });
    const { rows } = await listDeliveries(world.manager, ofToken(query, tokenId));
    expect(rows.map(({ id }) => id)).toEqual(await idsOf(world.db, callbackId));
  });
});

describe("the body", () => {
  test("is what the receiver got", async () => {
    const { callbackId, thread } = await subscribe(world, "/body");
    await publish(world.db, thread, ["Grüezi"]);
    world.work();
    await expect.poll(() => isQuiet(world.db)).toBe(true);
    const [id = ""] = await idsOf(world.db, callbackId);
    const [event] = world.receiver.events().filter(({ path }) => path === "/body");
    expect((await findDelivery(world.manager, id))?.body).toBe(event?.body);
  });

  test("follows the present rights of the token, and is none for a number that it does not see", async () => {
    const { callbackId, tokenId, thread } = await subscribe(world, "/rights", {
      numberIds: [world.numberId],
    });
    await publish(world.db, thread, ["secret text"]);
    const [id = ""] = await idsOf(world.db, callbackId);
    const body = async () => (await findDelivery(world.manager, id))?.body;
    expect(await body()).toContain("secret text");
    await world.db.update(apiTokens).set({ masksContacts: true }).where(eq(apiTokens.id, tokenId));
    expect(await body()).not.toContain("Ada Lovelace");
    await world.db.update(apiTokens).set({ permissions: [] }).where(eq(apiTokens.id, tokenId));
    expect(await body()).not.toContain("secret text");
    await world.db.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, tokenId));
    expect(await body()).toBeNull();
  });
});

test("many callbacks of one token are merged in one order", async () => {
  const { tokenId, thread } = await subscribe(world, "/merged");
  await createCallback(world.db, tokenId, world.receiver.url, "conversation.created");
  for (let round = 0; round < 3; round++) {
    await publish(world.db, thread, ["a"]);
    await publish(world.db, thread, ["b"], "conversation.created");
  }
  const all = await world.db.select({ id: deliveries.id }).from(deliveries);
  expect(await world.db.$count(events)).toBe(6);
  expect(await found({ token: tokenId, state: ["pending", "cancelled"] })).toEqual(
    newestFirst(all.map(({ id }) => id)),
  );
});
