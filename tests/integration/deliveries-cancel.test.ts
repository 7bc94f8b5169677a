import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { deliveries } from "@/db/schema/callbacks";
import { cancelPending } from "@/lib/deliveries/commands";
import { auditOf, deliveryStates, laneFacts, refusalOf } from "../support/admin";
import { createThread, eventually, publish } from "./callbacks-fixtures";
import {
  attemptsOf,
  type DeliveriesWorld,
  idsOf,
  isQuiet,
  openDeliveriesWorld,
  subscribe,
  textsAt,
} from "./deliveries-fixtures";

const CANCELLED = "cancelled: cancelled_by_admin";

let world: DeliveriesWorld;

beforeAll(async () => {
  world = await openDeliveriesWorld();
});
afterEach(() => world.reset());
afterAll(() => world.close());

const cancel = (...ids: string[]) => cancelPending(world.admin, { ids });
const quiet = () => eventually(() => isQuiet(world.db), "nothing owed");

test("pending ones are cancelled with their reason, and an empty lane is closed", async () => {
  const { callbackId, thread, tokenId } = await subscribe(world, "/all");
  await publish(world.db, thread, ["a", "b"]);
  const other = await createThread(world.db, world.numberId);
  await publish(world.db, other, ["c"]);
  const [a = "", b = "", c = ""] = await idsOf(world.db, callbackId);
  expect(await cancel(a, b)).toEqual({ changed: 2, refused: [] });
  expect(await deliveryStates(world.db, callbackId)).toEqual([CANCELLED, CANCELLED, "pending"]);
  expect(await laneFacts(world.db, callbackId)).toEqual({ all: 1, due: 1 });
  expect(await auditOf(world.db, tokenId)).toMatchObject([
    {
      action: "deliveries.cancelled",
      actorLabel: "admin@example.com",
      after: { deliveryIds: [a, b].toSorted() },
    },
  ]);
  expect(await cancel(a, c)).toEqual({ changed: 1, refused: [{ reason: "not_pending", count: 1 }] });
});

test("what stands behind a cancelled one is sent at once, not when that would have been tried", async () => {
  const { callbackId, thread } = await subscribe(world, "/behind");
  world.answers.set("/behind", (text) => (text === "bad" ? 500 : undefined));
  await publish(world.db, thread, ["bad", "good"]);
  world.work({ retryDelayMs: () => 3_600_000 });
  const [bad = ""] = await idsOf(world.db, callbackId);
  await eventually(async () => (await attemptsOf(world.db, bad)).length === 1, "the failure");
  expect(await cancel(bad)).toEqual({ changed: 1, refused: [] });
  await quiet();
  expect(textsAt(world, "/behind")).toEqual(["bad", "good"]);
  expect(await deliveryStates(world.db, callbackId)).toEqual([CANCELLED, "delivered"]);
});

test("the first one keeps its wait when one behind it is cancelled", async () => {
  const { callbackId, thread } = await subscribe(world, "/first");
  world.answers.set("/first", () => 500);
  await publish(world.db, thread, ["a", "b"]);
  world.work({ retryDelayMs: () => 3_600_000 });
  const [a = "", b = ""] = await idsOf(world.db, callbackId);
  await eventually(async () => (await attemptsOf(world.db, a)).length === 1, "the failure");
  await cancel(b);
  expect(await laneFacts(world.db, callbackId)).toEqual({ all: 1, due: 0 });
});

test.each([
  ["succeeds", 204],
  ["fails", 500],
])(
  "one that is being sent stays cancelled when the attempt %s, and the next one follows",
  async (_, status) => {
    const path = `/sending-${status}`;
    const { callbackId, thread } = await subscribe(world, path);
    const held = Promise.withResolvers<number>();
    world.answers.set(path, (text) => (text === "a" ? held.promise : undefined));
    await publish(world.db, thread, ["a", "b"]);
    world.work({ retryDelayMs: () => 3_600_000 });
    await eventually(async () => (await laneFacts(world.db, callbackId)).due === 0, "a lease");
    const [a = ""] = await idsOf(world.db, callbackId);
    expect(await cancel(a)).toEqual({ changed: 1, refused: [] });
    held.resolve(status);
    await quiet();
    expect(await deliveryStates(world.db, callbackId)).toEqual([CANCELLED, "delivered"]);
    expect(await attemptsOf(world.db, a)).toMatchObject([{ no: 1, statusCode: status }]);
    expect(textsAt(world, path)).toEqual(["a", "b"]);
  },
);

test("is for admins", async () => {
  const { callbackId, thread } = await subscribe(world, "/who");
  await publish(world.db, thread, ["a"]);
  const ids = await idsOf(world.db, callbackId);
  expect(await refusalOf(cancelPending(world.manager, { ids }))).toMatchObject({ code: "forbidden" });
  expect(await world.db.$count(deliveries)).toBe(1);
  expect(await deliveryStates(world.db, callbackId)).toEqual(["pending"]);
});
