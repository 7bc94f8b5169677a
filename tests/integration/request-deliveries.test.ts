import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { deliveries } from "@/db/schema/callbacks";
import { listDeliveriesNear } from "@/lib/request-log/delivery-queries";
import { findRequest } from "@/lib/request-log/queries";
import { firstIdOf, timeOfId } from "@/lib/table/id-time";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  publish,
  type Thread,
} from "./callbacks-fixtures";

let world: AdminWorld;
let tokenId: string;
let callbackId: string;
let threads: Thread[];

beforeAll(async () => {
  world = await openAdminWorld();
  const numberId = await createNumber(world.db);
  tokenId = (await createToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, "https://supplier.example.com/in");
  await createCallback(world.db, (await createToken(world.db)).id, "https://other.example.com/in");
  threads = [await createThread(world.db, numberId), await createThread(world.db, numberId)];
  for (const [i, thread] of threads.entries())
    await publish(world.db, thread, Array(i === 0 ? 12 : 3).fill("Hello"));
});

afterAll(() => world.close());

/** What is shown beside a call of that route and path, a minute from now unless told. */
async function beside(route: string, path: string, more: Partial<typeof apiRequests.$inferInsert> = {}) {
  const id = uuidv7();
  const call = { id, startedAt: new Date(Date.now() + 60_000), durationMs: 1, method: "GET", status: 200 };
  await world.db.insert(apiRequests).values({ ...call, route, path: `/api/v1${path}`, tokenId, ...more });
  const found = await findRequest(world.admin, { id });
  if (!found) throw new Error("The call is not there.");
  return listDeliveriesNear(world.admin, found);
}

const ofThread = async (thread: Thread | undefined) => {
  const rows = await world.db.execute<{ id: string }>(sql`
    select id from deliveries where callback_id = ${callbackId} and conversation_id = ${thread?.id ?? ""} order by id desc`);
  return rows.map(({ id }) => id);
};
const idsOf = (found: Awaited<ReturnType<typeof beside>>) => found?.rows.map(({ id }) => id);

test("a call that names a conversation shows the newest ten deliveries of it to its token", async () => {
  const [first, second] = threads;
  const found = await beside("/conversations/{id}/messages", `/conversations/${first?.id}/messages`);
  expect(found?.by).toBe("conversation");
  expect(idsOf(found)).toEqual((await ofThread(first)).slice(0, 10));
  expect(idsOf(await beside("/conversations/{id}", `/conversations/${second?.id}`))).toEqual(
    await ofThread(second),
  );
});

test("any other call shows the nearest within ten minutes before and after it", async () => {
  const all = [...(await ofThread(threads[0])), ...(await ofThread(threads[1]))].toSorted().toReversed();
  const old = all[1] ?? "";
  await world.db
    .update(deliveries)
    .set({ createdAt: sql`now() - interval '11 minutes'` })
    .where(eq(deliveries.id, old));
  const near = all.filter((id) => id !== old);
  const found = await beside("/token", "/token");
  expect(found?.by).toBe("time");
  expect(idsOf(found)).toEqual(near.slice(0, 5));
  const startedAt = timeOfId(all[7] ?? "") ?? new Date();
  const [before, after] = [
    near.filter((id) => id < firstIdOf(startedAt)),
    near.filter((id) => id >= firstIdOf(startedAt)),
  ];
  expect(idsOf(await beside("/token", "/token", { startedAt }))).toEqual([
    ...after.slice(-5),
    ...before.slice(0, 5),
  ]);
  const past = new Date(Date.now() - 15 * 60_000);
  expect(idsOf(await beside("/token", "/token", { startedAt: past }))).toEqual([old]);
});

test("a call with an unknown secret shows none", async () => {
  expect(await beside("/token", "/token", { tokenId: null })).toBeNull();
});
