import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes, events } from "@/db/schema/callbacks";
import { previewRecovery, recoverDeliveries } from "@/lib/deliveries/recover-commands";
import { recoverInput } from "@/lib/deliveries/schema";
import { auditOf, countAudit, deliveryStates, refusalOf, UNKNOWN_ID } from "../support/admin";
import { claimedJobs, createNumber, createThread, eventually, publish } from "./callbacks-fixtures";
import {
  type DeliveriesWorld,
  isQuiet,
  openDeliveriesWorld,
  subscribe,
  textsAt,
} from "./deliveries-fixtures";

const HOUR_MS = 3_600_000;

let world: DeliveriesWorld;

beforeAll(async () => {
  world = await openDeliveriesWorld();
});
afterEach(() => world.reset());
afterAll(() => world.close());

const anHourAgo = () => new Date(Date.now() - HOUR_MS);
const eventType = "message.received" as const;
const preview = (tokenId: string, since = anHourAgo()) =>
  previewRecovery(world.admin, { tokenId, eventType, since });
const recover = (tokenId: string, since = anHourAgo()) =>
  recoverDeliveries(world.admin, { tokenId, eventType, since });
const recovered = (count: number) => ({ recovered: count, stoppedBy: null, goOnAfter: null });
const quiet = () => eventually(() => isQuiet(world.db), "nothing owed");
const setEnabled = (enabled: boolean) => world.db.update(callbacks).set({ enabled });

test("what was never sent and what was cancelled is sent, in order, and a second time changes nothing", async () => {
  const { callbackId, thread, tokenId } = await subscribe(world, "/gap");
  await publish(world.db, thread, ["delivered"]);
  world.work();
  await quiet();
  await setEnabled(false);
  await publish(world.db, thread, ["never 1", "never 2"]);
  await publish(world.db, thread, ["other type"], "conversation.created");
  await setEnabled(true);
  await publish(world.db, thread, ["cancelled"]);
  await quiet();
  await world.db
    .update(deliveries)
    .set({ state: "cancelled", cancelledReason: "token_expired" })
    .where(eq(deliveries.eventSeq, sql`(select max(seq) from events)`));
  expect(await preview(tokenId)).toEqual({
    neverSent: 2,
    cancelled: 1,
    waiting: 0,
    isWhole: true,
    keptDays: null,
    blockedBy: null,
  });
  const since = anHourAgo();
  expect(await recover(tokenId, since)).toEqual(recovered(3));
  await quiet();
  expect(textsAt(world, "/gap")).toEqual(["delivered", "cancelled", "never 1", "never 2", "cancelled"]);
  expect(await deliveryStates(world.db, callbackId)).toEqual(Array(4).fill("delivered"));
  expect(await auditOf(world.db, tokenId)).toMatchObject([
    {
      action: "deliveries.recovered",
      after: {
        eventType: "message.received",
        since: since.toISOString(),
        neverSent: 2,
        cancelledBefore: 1,
      },
    },
  ]);
  expect(await preview(tokenId)).toMatchObject({ neverSent: 0, cancelled: 0 });
  expect(await recover(tokenId)).toEqual(recovered(0));
});

test("a long one is counted in part and recovered request by request", async () => {
  const { callbackId, tokenId, thread } = await subscribe(world, "/long");
  await setEnabled(false);
  for (let i = 0; i < 5; i++)
    await publish(
      world.db,
      thread,
      Array.from({ length: 500 }, (_, n) => `${i}/${n}`),
    );
  await setEnabled(true);
  const input = { tokenId, eventType, since: anHourAgo() };
  expect(await previewRecovery(world.admin, input, { most: 2_000 })).toMatchObject({
    neverSent: 2_000,
    isWhole: false,
  });
  expect(await preview(tokenId)).toMatchObject({ neverSent: 2_500, isWhole: true });
  const { goOnAfter, ...first } = await recoverDeliveries(world.admin, input, { limitMs: 0 });
  expect(first).toEqual({ recovered: 2_000, stoppedBy: null });
  expect(await preview(tokenId)).toMatchObject({ neverSent: 500, waiting: 2_000 });
  const rest = recoverInput.parse({ ...input, since: input.since.toISOString(), goOnAfter });
  expect(await recoverDeliveries(world.admin, rest)).toEqual(recovered(500));
  expect(await deliveryStates(world.db, callbackId)).toEqual(Array(2_500).fill("pending"));
});

test("what was tried often before it was cancelled waits after a failure as what is new", async () => {
  const { tokenId, thread } = await subscribe(world, "/outage");
  await publish(world.db, thread, ["a"]);
  await world.db.delete(deliveryLanes);
  await world.db.update(deliveries).set({ state: "cancelled", attempts: 8 });
  expect(await recover(tokenId)).toEqual(recovered(1));
  const [job] = await claimedJobs(world.db);
  expect(job?.deliveries).toMatchObject([{ attempts: 0 }]);
  expect(await world.db.select().from(deliveries)).toMatchObject([{ state: "pending", attempts: 8 }]);
});

test("only what was recorded since then", async () => {
  const { tokenId, thread } = await subscribe(world, "/since");
  await setEnabled(false);
  await publish(world.db, thread, ["old"]);
  await world.db.update(events).set({ createdAt: new Date(Date.now() - 2 * 60_000) });
  const since = new Date(Date.now() - 60_000);
  await publish(world.db, thread, ["new"]);
  await setEnabled(true);
  expect(await preview(tokenId, since)).toMatchObject({ neverSent: 1 });
  expect(await recover(tokenId, since)).toMatchObject({ recovered: 1 });
  world.work();
  await quiet();
  expect(textsAt(world, "/since")).toEqual(["new"]);
  expect(await recover(tokenId, new Date(Date.now() + HOUR_MS))).toEqual(recovered(0));
});

test("also what drew its id after one that comes later, published at the same moment", async () => {
  const { tokenId, thread } = await subscribe(world, "/same-moment");
  await setEnabled(false);
  await publish(world.db, thread, ["1", "2"]);
  const [first, second] = await world.db.select({ id: events.id }).from(events).orderBy(events.seq);
  const other = "00000000-0000-7000-8000-000000000000";
  const rename = (from = "", to = "") => world.db.update(events).set({ id: to }).where(eq(events.id, from));
  await rename(first?.id, other);
  await rename(second?.id, first?.id);
  await rename(other, second?.id);
  await setEnabled(true);
  expect(await preview(tokenId)).toMatchObject({ neverSent: 2 });
  expect(await recover(tokenId)).toMatchObject({ recovered: 2 });
});

test("only the numbers that the token sees", async () => {
  const { tokenId, thread } = await subscribe(world, "/seen", { numberIds: [world.numberId] });
  const hidden = await createThread(world.db, await createNumber(world.db));
  await setEnabled(false);
  await publish(world.db, thread, ["seen"]);
  await publish(world.db, hidden, ["hidden"]);
  await setEnabled(true);
  expect(await preview(tokenId)).toMatchObject({ neverSent: 1 });
  expect(await recover(tokenId)).toMatchObject({ recovered: 1 });
  world.work();
  await quiet();
  expect(textsAt(world, "/seen")).toEqual(["seen"]);
});

test("what is pending is counted and stays as it is", async () => {
  const { tokenId, thread } = await subscribe(world, "/waiting");
  await publish(world.db, thread, ["a"]);
  const later = new Date("2090-01-01T00:00:00Z");
  await world.db.update(deliveryLanes).set({ nextAttemptAt: later });
  expect(await preview(tokenId)).toMatchObject({ neverSent: 0, waiting: 1 });
  expect(await recover(tokenId)).toMatchObject({ recovered: 0 });
  expect(await world.db.select().from(deliveryLanes)).toMatchObject([{ nextAttemptAt: later }]);
});

test("more than one batch, two at once, while events come in: each once and in order", async () => {
  const { tokenId, thread } = await subscribe(world, "/many");
  const threads = [thread];
  while (threads.length < 8) threads.push(await createThread(world.db, world.numberId));
  const textsOf = (lane: number, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `${lane}/${from + i}`);
  await setEnabled(false);
  // In turns, so that every batch has events of every conversation.
  for (let from = 0; from < 325; from += 65)
    for (const [lane, each] of threads.entries())
      await publish(world.db, each, textsOf(lane, from, from + 65));
  await setEnabled(true);
  const [first, second] = await Promise.all([
    recover(tokenId),
    recover(tokenId),
    publish(world.db, thread, ["0/325"]),
  ]);
  expect(first.recovered + second.recovered).toBe(2600);
  expect(await world.db.$count(deliveries)).toBe(2601);
  expect(await world.db.$count(deliveryLanes)).toBe(threads.length);
  const arrived: string[] = [];
  world.answers.set("/many", (text) => {
    arrived.push(text);
    return undefined;
  });
  world.work();
  await eventually(() => arrived.length > 1_300, "half of them");
  await quiet();
  for (const lane of threads.keys())
    expect(arrived.filter((text) => text.startsWith(`${lane}/`))).toEqual(
      textsOf(lane, 0, lane === 0 ? 326 : 325),
    );
});

test("is refused with words while the callback cannot be called, and nothing is written", async () => {
  const { thread, tokenId } = await subscribe(world, "/blocked");
  await setEnabled(false);
  await publish(world.db, thread, ["a"]);
  expect(await preview(tokenId)).toMatchObject({ neverSent: 1, blockedBy: "callback_off" });
  expect(await refusalOf(recover(tokenId))).toMatchObject({ code: "conflict" });
  await setEnabled(true);
  await world.db.update(apiTokens).set({ pausedAt: new Date() }).where(eq(apiTokens.id, tokenId));
  await expect(recover(tokenId)).rejects.toThrow("the token is paused; resume it first");
  expect([await world.db.$count(deliveries), await countAudit(world.db)]).toEqual([0, 0]);
});

test("is for admins, of a callback that is there, with a time", async () => {
  const { tokenId } = await subscribe(world, "/who");
  const input = { tokenId, eventType, since: anHourAgo() };
  for (const work of [previewRecovery, recoverDeliveries]) {
    expect(await refusalOf(work(world.manager, input))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(work(world.admin, { ...input, tokenId: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
  }
  const parsed = (since: unknown) => recoverInput.safeParse({ tokenId, eventType, since }).success;
  expect(["2026-11-01T10:00:00Z", "1999-01-01T00:00:00Z", "yesterday", undefined].map(parsed)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
