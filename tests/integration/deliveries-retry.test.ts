import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { callbacks, deliveryLanes } from "@/db/schema/callbacks";
import { retryDeliveries } from "@/lib/deliveries/commands";
import { listDeliveries } from "@/lib/deliveries/queries";
import { deliveryList } from "@/lib/deliveries/schema";
import { auditOf, refusalOf, UNKNOWN_ID } from "../support/admin";
import { createThread, eventually, publish } from "./callbacks-fixtures";
import {
  type DeliveriesWorld,
  deliveriesOf,
  idsOf,
  isQuiet,
  one,
  openDeliveriesWorld,
  refused,
  subscribe,
  textsAt,
} from "./deliveries-fixtures";

let world: DeliveriesWorld;

beforeAll(async () => {
  world = await openDeliveriesWorld();
});
afterEach(() => world.reset());
afterAll(() => world.close());

const retry = (...ids: string[]) => retryDeliveries(world.admin, { ids });
const quiet = () => eventually(() => isQuiet(world.db), "nothing owed");

test("a delivery that waits for its next attempt is tried at once", async () => {
  const { callbackId, thread, tokenId } = await subscribe(world, "/retry");
  world.answers.set("/retry", () => 503);
  await publish(world.db, thread, ["a", "b"]);
  world.work({ retryDelayMs: () => 3_600_000 });
  await eventually(() => textsAt(world, "/retry").length === 1, "the failure");
  await eventually(async () => {
    const { rows } = await listDeliveries(world.manager, deliveryList.parse({}));
    return rows[1]?.waitsFor === "retry";
  }, "the wait");
  const [a = "", b = ""] = await idsOf(world.db, callbackId);
  expect(await retry(b)).toEqual(refused("earlier_delivery"));
  world.answers.delete("/retry");
  expect(await retry(a)).toEqual(one);
  await quiet();
  expect(textsAt(world, "/retry")).toEqual(["a", "a", "b"]);
  expect(await auditOf(world.db, tokenId)).toMatchObject([
    { action: "deliveries.retried", after: { deliveryIds: [a] } },
  ]);
  expect(await retry(a, UNKNOWN_ID)).toEqual({
    changed: 0,
    refused: [
      { reason: "not_pending", count: 1 },
      { reason: "not_there", count: 1 },
    ],
  });
});

test("tries an endpoint at once that is left alone after its failures, and nobody else's", async () => {
  const { callbackId, thread } = await subscribe(world, "/open");
  const other = await subscribe(world, "/other");
  await publish(world.db, thread, ["a"]);
  await world.db.update(callbacks).set({ consecutiveFailures: 5, probeAt: sql`now() + interval '1 hour'` });
  const ids = await idsOf(world.db, callbackId);
  world.work();
  await expect(listDeliveries(world.manager, deliveryList.parse({}))).resolves.toMatchObject({
    rows: [{ waitsFor: "callback_failing" }, { waitsFor: "callback_failing" }],
  });
  expect(await retry(...ids)).toEqual(one);
  await eventually(async () => (await deliveriesOf(world.db, callbackId))[0]?.state === "delivered", "it");
  expect([textsAt(world, "/open"), textsAt(world, "/other")]).toEqual([["a"], []]);
  const open = await world.db.select().from(callbacks).where(sql`probe_at > now()`);
  expect(open.map(({ id }) => id)).toEqual([other.callbackId]);
});

test("tries such an endpoint with the delivery that it was pressed for, though others are due longer", async () => {
  const { callbackId, thread } = await subscribe(world, "/pressed");
  const second = await createThread(world.db, thread.numberId);
  await publish(world.db, thread, ["older"]);
  await publish(world.db, second, ["pressed"]);
  await world.db
    .update(callbacks)
    .set({ consecutiveFailures: 5, probes: 4, probeAt: sql`now() + interval '1 hour'` });
  await world.db.update(deliveryLanes).set({ nextAttemptAt: sql`now() - interval '1 day'` });
  world.answers.set("/pressed", () => 503);
  const [, pressed = ""] = await idsOf(world.db, callbackId);
  world.work({ retryDelayMs: () => 3_600_000 });
  expect(await retry(pressed)).toEqual(one);
  await eventually(() => textsAt(world, "/pressed").length === 1, "the try");
  expect(textsAt(world, "/pressed")).toEqual(["pressed"]);
  await eventually(async () => (await deliveriesOf(world.db, callbackId))[1]?.attempts === 1, "its record");
  const [after] = await world.db.select().from(callbacks).where(eq(callbacks.id, callbackId));
  expect(after?.probes).toBe(4);
});

test("is refused when it is due, under way or kept from being sent", async () => {
  const { callbackId, thread } = await subscribe(world, "/now");
  await publish(world.db, thread, ["a"]);
  const ids = await idsOf(world.db, callbackId);
  expect(await retry(...ids)).toEqual(refused("due"));
  await world.db.update(deliveryLanes).set({ leaseUntil: sql`now() + interval '1 hour'` });
  expect(await retry(...ids)).toEqual(refused("under_way"));
  await world.db.update(callbacks).set({ pausedAt: new Date() });
  expect(await retry(...ids)).toEqual(refused("callback_paused"));
  expect(await refusalOf(retryDeliveries(world.manager, { ids }))).toMatchObject({ code: "forbidden" });
});
