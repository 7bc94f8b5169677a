import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { resendDeliveries } from "@/lib/deliveries/commands";
import { listDeliveries } from "@/lib/deliveries/queries";
import { deliveryIdsInput, deliveryList } from "@/lib/deliveries/schema";
import { retryDelayMs } from "@/lib/dispatcher/retry";
import { auditOf, countAudit, laneFacts, refusalOf, UNKNOWN_ID } from "../support/admin";
import { createThread, eventually, publish } from "./callbacks-fixtures";
import {
  attemptsOf,
  type DeliveriesWorld,
  deliveriesOf,
  idsOf,
  isLeased,
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

const resend = (...ids: string[]) => resendDeliveries(world.admin, { ids });
const quiet = () => eventually(() => isQuiet(world.db), "nothing owed");

describe("resend", () => {
  test("a delivered one is sent again under its id; its attempts go on", async () => {
    const { callbackId, thread, tokenId } = await subscribe(world, "/again");
    await publish(world.db, thread, ["a", "b"]);
    world.work();
    await quiet();
    const [id = ""] = await idsOf(world.db, callbackId);
    const first = await attemptsOf(world.db, id);
    expect(await resend(id)).toEqual(one);
    await quiet();
    expect(textsAt(world, "/again")).toEqual(["a", "b", "a"]);
    const [sent, , resent] = world.receiver.events().filter(({ path }) => path === "/again");
    expect(resent).toMatchObject({ verified: true, duplicate: true, webhookId: sent?.webhookId });
    const attempts = await attemptsOf(world.db, id);
    const expected = { statusCode: 204, url: `${world.receiver.url}/again` };
    expect(attempts).toMatchObject([1, 2].map((no) => ({ no, ...expected })));
    expect(attempts[0]).toEqual(first[0]);
    expect(await auditOf(world.db, tokenId)).toMatchObject([
      { action: "deliveries.resent", targetLabel: "Token", after: { deliveryIds: [id] } },
    ]);
  });

  test("one that is resent says so, and when it was delivered, until it is again", async () => {
    const { callbackId, thread } = await subscribe(world, "/says");
    await publish(world.db, thread, ["a"]);
    await world.work().stop({ drainMs: 0 });
    const [id = ""] = await idsOf(world.db, callbackId);
    const deliveredAt = new Date("2026-11-01T10:00:00Z");
    await world.db.delete(deliveryLanes);
    await world.db.update(deliveries).set({ state: "delivered", attempts: 1, deliveredAt });
    await resend(id);
    const { rows } = await listDeliveries(world.manager, deliveryList.parse({}));
    expect(rows).toMatchObject([
      { state: "pending", attempts: 1, deliveredAt, waitsFor: "resend", nextAttemptAt: expect.any(Date) },
    ]);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 1, due: 1 });
  });

  test("it takes its place by the order of the events among those that are pending", async () => {
    const { callbackId, thread } = await subscribe(world, "/order");
    await publish(world.db, thread, ["a", "b", "c"]);
    world.work();
    await quiet();
    world.answers.set("/order", () => 500);
    await publish(world.db, thread, ["d", "e"]);
    await eventually(() => textsAt(world, "/order").includes("d"), "a failure");
    const [a = "", , c = ""] = await idsOf(world.db, callbackId);
    expect(await resend(c, a)).toEqual({ changed: 2, refused: [] });
    const before = textsAt(world, "/order").length;
    world.answers.delete("/order");
    await quiet();
    const texts = textsAt(world, "/order").slice(before);
    const delivered = texts.filter((text, i) => texts.indexOf(text, i + 1) === -1);
    expect(delivered).toEqual(["a", "c", "d", "e"]);
  });

  test("another conversation is not held up by it", async () => {
    const { callbackId, thread } = await subscribe(world, "/others");
    const other = await createThread(world.db, world.numberId);
    await publish(world.db, thread, ["bad"]);
    world.work();
    await quiet();
    world.answers.set("/others", (text) => (text === "bad" ? 500 : undefined));
    await resend(...(await idsOf(world.db, callbackId)));
    await publish(world.db, other, ["x", "y"]);
    await eventually(() => textsAt(world, "/others").includes("y"), "the other conversation");
  });

  test("a cancelled one is pending again, without the reason", async () => {
    const { callbackId, thread } = await subscribe(world, "/cancelled");
    await publish(world.db, thread, ["a"]);
    await world.db.delete(deliveryLanes);
    await world.db.update(deliveries).set({ state: "cancelled", cancelledReason: "cancelled_by_admin" });
    expect(await resend(...(await idsOf(world.db, callbackId)))).toEqual(one);
    expect(await deliveriesOf(world.db, callbackId)).toMatchObject([
      { state: "pending", cancelledReason: null },
    ]);
    world.work();
    await quiet();
    expect(textsAt(world, "/cancelled")).toEqual(["a"]);
  });

  test("a lane that is under way goes on with it, and nothing is lost or sent at once twice", async () => {
    const { callbackId, thread } = await subscribe(world, "/busy");
    await publish(world.db, thread, ["a"]);
    world.work();
    await quiet();
    const held = Promise.withResolvers<undefined>();
    world.answers.set("/busy", (text) => (text === "b" ? held.promise : undefined));
    await publish(world.db, thread, ["b", "c"]);
    await eventually(() => textsAt(world, "/busy").length === 1, "the first");
    await eventually(() => isLeased(world.db), "a lease");
    const [a = ""] = await idsOf(world.db, callbackId);
    expect(await resend(a)).toEqual(one);
    held.resolve(undefined);
    await quiet();
    // "c" was read together with "b".
    expect(textsAt(world, "/busy")).toEqual(["a", "b", "c", "a"]);
  });

  test("does not wait for what a later one of its conversation waits for after its failure", async () => {
    const { callbackId, thread } = await subscribe(world, "/earlier");
    await publish(world.db, thread, ["a"]);
    world.work({ retryDelayMs: () => 60_000 });
    await quiet();
    const held = Promise.withResolvers<number>();
    world.answers.set("/earlier", (text) => (text === "b" ? held.promise : undefined));
    await publish(world.db, thread, ["b"]);
    await eventually(() => textsAt(world, "/earlier").length === 1, "the first");
    await eventually(() => isLeased(world.db), "a lease");
    const [a = ""] = await idsOf(world.db, callbackId);
    expect(await resend(a)).toEqual(one);
    held.resolve(500);
    await eventually(() => textsAt(world, "/earlier").at(-1) === "a", "the earlier one");
  });

  test("is tried again as soon as a new one after a failure, however often it was tried before", async () => {
    const { callbackId, thread } = await subscribe(world, "/outage");
    await publish(world.db, thread, ["a"]);
    await world.db.delete(deliveryLanes);
    await world.db.update(deliveries).set({ state: "cancelled", attempts: 8 });
    const ids = await idsOf(world.db, callbackId);
    const waits: number[] = [];
    world.answers.set("/outage", () => (waits.length < 4 ? 503 : undefined));
    expect(await resend(...ids)).toEqual(one);
    world.work({
      retryDelayMs: (input) => {
        waits.push(retryDelayMs({ ...input, random: () => 0.5 }));
        return 10;
      },
    });
    await quiet();
    expect(new Set(waits)).toEqual(new Set([5_000, 30_000]));
    expect((await attemptsOf(world.db, ids[0] ?? "")).map(({ no }) => no)).toEqual([9, 10, 11]);
  });

  test.each([
    ["token_paused", { pausedAt: new Date() }],
    ["token_deleted", { deletedAt: new Date() }],
    ["token_expired", { expiresAt: new Date("2026-01-01T00:00:00Z") }],
    ["token_scheduled", { activatesAt: new Date("2090-01-01T00:00:00Z") }],
  ])("is refused while the token cannot be used: %s", async (reason, values) => {
    const { callbackId, thread, tokenId } = await subscribe(world, "/refused");
    await publish(world.db, thread, ["a"]);
    await world.db.update(deliveries).set({ state: "delivered" });
    await world.db.delete(deliveryLanes);
    await world.db.update(apiTokens).set(values).where(eq(apiTokens.id, tokenId));
    expect(await resend(...(await idsOf(world.db, callbackId)))).toEqual(refused(reason));
    expect(await deliveriesOf(world.db, callbackId)).toMatchObject([{ state: "delivered" }]);
    expect([await laneFacts(world.db, callbackId), await countAudit(world.db)]).toEqual([
      { all: 0, due: 0 },
      0,
    ]);
  });

  test.each([
    ["endpoint_removed", { url: "", enabled: false }],
    ["callback_off", { enabled: false }],
    ["callback_paused", { pausedAt: new Date(), pausedReason: "410" }],
  ])("is refused while the callback is not called: %s", async (reason, values) => {
    const { callbackId, thread } = await subscribe(world, "/off");
    await publish(world.db, thread, ["a"]);
    await world.db.update(deliveries).set({ state: "cancelled" });
    await world.db.update(callbacks).set(values);
    expect(await resend(...(await idsOf(world.db, callbackId)))).toEqual(refused(reason));
  });

  test("many: answers how many, and why the others not", async () => {
    const { callbackId, thread, tokenId } = await subscribe(world, "/many", { numberIds: [world.numberId] });
    const blind = await subscribe(world, "/blind", { numberIds: [world.numberId] });
    await publish(world.db, thread, ["a", "b", "c"]);
    const [a = "", b = "", pending = ""] = await idsOf(world.db, callbackId);
    const unseen = await idsOf(world.db, blind.callbackId);
    for (const id of [a, b, ...unseen])
      await world.db.update(deliveries).set({ state: "delivered" }).where(eq(deliveries.id, id));
    await world.db.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, blind.tokenId));
    expect(await resend(a, b, pending, ...unseen, UNKNOWN_ID)).toEqual({
      changed: 2,
      refused: expect.arrayContaining([
        { reason: "pending", count: 1 },
        { reason: "number_not_visible", count: 3 },
        { reason: "not_there", count: 1 },
      ]),
    });
    expect(await auditOf(world.db, tokenId)).toMatchObject([{ after: { deliveryIds: [a, b].toSorted() } }]);
    expect(await auditOf(world.db, blind.tokenId)).toEqual([]);
  });

  test("two at the same time are one", async () => {
    const { callbackId, thread } = await subscribe(world, "/twice");
    await publish(world.db, thread, ["a", "b"]);
    await world.db.update(deliveries).set({ state: "delivered" });
    await world.db.delete(deliveryLanes);
    const ids = await idsOf(world.db, callbackId);
    const both = await Promise.all([resend(...ids), resend(...ids.toReversed())]);
    expect(both.reduce((sum, { changed }) => sum + changed, 0)).toBe(2);
  });

  test("while events of the conversation come in, neither waits for the other for ever", async () => {
    const { callbackId, thread } = await subscribe(world, "/meanwhile");
    await publish(world.db, thread, ["a"]);
    world.work();
    await quiet();
    const [a = ""] = await idsOf(world.db, callbackId);
    for (let round = 0; round < 20; round++)
      await Promise.all([resend(a), publish(world.db, thread, [`b${round}`])]);
    await quiet();
    const others = textsAt(world, "/meanwhile").filter((text) => text !== "a");
    expect(others).toEqual(Array.from({ length: 20 }, (_, i) => `b${i}`));
  });

  test("is for admins, and takes from 1 to 1,000 ids", async () => {
    const { callbackId, thread } = await subscribe(world, "/who");
    await publish(world.db, thread, ["a"]);
    await world.db.update(deliveries).set({ state: "delivered" });
    const ids = await idsOf(world.db, callbackId);
    expect(await refusalOf(resendDeliveries(world.manager, { ids }))).toMatchObject({ code: "forbidden" });
    expect(await deliveriesOf(world.db, callbackId)).toMatchObject([{ state: "delivered" }]);
    const many = (count: number) => deliveryIdsInput.safeParse({ ids: Array(count).fill(UNKNOWN_ID) });
    expect([0, 1, 1000, 1001].map((count) => many(count).success)).toEqual([false, true, true, false]);
    expect(many(1000).data?.ids).toEqual([UNKNOWN_ID]);
    expect(deliveryIdsInput.safeParse({ ids: ["x"] }).success).toBe(false);
  });
});
