import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callbacks, deliveries, deliveryAttempts, deliveryLanes } from "@/db/schema/callbacks";
import { listCallbackHealth } from "@/lib/callbacks/health-queries";
import { listCallbacks } from "@/lib/callbacks/queries";
import { type AdminWorld, openAdminWorld, UNKNOWN_ID } from "../support/admin";
import { addToken } from "../support/api-data";
import { createCallback, createNumber, createThread, publish, type Thread } from "./callbacks-fixtures";

const URL_NOW = "https://example.com/";

let world: AdminWorld;
let thread: Thread;
let tokenId: string;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  thread = await createThread(world.db, await createNumber(world.db));
});

afterAll(() => world.close());

beforeEach(async () => {
  tokenId = (await addToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, URL_NOW);
});

type Try = { hoursAgo: number; statusCode: number | null; durationMs: number; url?: string };

/** One delivery with these attempts, the last of which decides whether it is still pending. */
async function deliver(tries: Try[]): Promise<void> {
  await publish(world.db, thread, ["x"]);
  const [delivery] = await world.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.callbackId, callbackId))
    .orderBy(sql`event_seq desc`)
    .limit(1);
  const id = delivery?.id ?? "";
  for (const [i, { hoursAgo, statusCode, durationMs, url = URL_NOW }] of tries.entries())
    await world.db.insert(deliveryAttempts).values({
      deliveryId: id,
      no: i + 1,
      url,
      startedAt: sql`now() - make_interval(hours => ${hoursAgo})`,
      durationMs,
      statusCode,
      error: statusCode === null ? "timeout" : null,
    });
  if (tries.at(-1)?.statusCode !== 204) return;
  await world.db.update(deliveries).set({ state: "delivered" }).where(eq(deliveries.id, id));
}

const healthOf = async (id = tokenId) => (await listCallbackHealth(world.manager, id))[0];

test("says when there is more than was looked at", async () => {
  for (let i = 0; i < 3; i++) await deliver([{ hoursAgo: 1, statusCode: 204, durationMs: 100 }]);
  const [part] = await listCallbackHealth(world.manager, tokenId, 2);
  expect(part).toMatchObject({ attempts: 2, isPart: true });
  const [whole] = await listCallbackHealth(world.manager, tokenId, 4);
  expect(whole).toMatchObject({ attempts: 3, isPart: false });
  // Also when what was looked at waits for the first time.
  await publish(world.db, thread, ["1", "2", "3"]);
  const [waiting] = await listCallbackHealth(world.manager, tokenId, 3);
  expect(waiting).toMatchObject({ attempts: 0, isPart: true });
});

test("counts the attempts of 24 hours, whatever age their delivery has", async () => {
  await deliver([
    { hoursAgo: 30, statusCode: 500, durationMs: 9_000 },
    { hoursAgo: 2, statusCode: null, durationMs: 200 },
    { hoursAgo: 1, statusCode: 204, durationMs: 100 },
  ]);
  await deliver([{ hoursAgo: 0, statusCode: 301, durationMs: 300 }]);
  expect(await healthOf()).toMatchObject({
    eventType: "message.received",
    attempts: 3,
    accepted: 1,
    p95Ms: expect.closeTo(290),
  });
});

test("counts the attempts at the present URL only", async () => {
  await deliver([
    { hoursAgo: 3, statusCode: 204, durationMs: 100, url: "https://example.com/before" },
    { hoursAgo: 1, statusCode: 500, durationMs: 300 },
  ]);
  expect(await healthOf()).toMatchObject({ attempts: 1, accepted: 0, p95Ms: 300 });
});

test("of another token's attempts counts none", async () => {
  await deliver([{ hoursAgo: 1, statusCode: 204, durationMs: 100 }]);
  const other = await addToken(world.db);
  await createCallback(world.db, other.id, "https://example.com/");
  expect(await healthOf(other.id)).toMatchObject({ attempts: 0, accepted: 0, p95Ms: null });
  expect(await listCallbackHealth(world.manager, UNKNOWN_ID)).toEqual([]);
});

test("the next attempt is that of the soonest lane, and there is none while the callback is not called", async () => {
  const nextAttemptAt = async () => {
    const all = await listCallbacks(world.manager, tokenId);
    return all.find(({ eventType }) => eventType === "message.received")?.nextAttemptAt;
  };
  await deliver([{ hoursAgo: 0, statusCode: 500, durationMs: 10 }]);
  const at = new Date(Date.now() + 600_000);
  await world.db
    .update(deliveryLanes)
    .set({ nextAttemptAt: at })
    .where(eq(deliveryLanes.callbackId, callbackId));
  expect(await nextAttemptAt()).toEqual(at);
  await world.db.update(callbacks).set({ enabled: false }).where(eq(callbacks.id, callbackId));
  expect(await nextAttemptAt()).toBeNull();
});
