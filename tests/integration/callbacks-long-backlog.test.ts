import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliveries } from "@/db/schema/callbacks";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { LANES_AT_ONCE } from "@/lib/callbacks/cancel-deliveries";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { cancelDeadDeliveries } from "@/lib/jobs/maintenance";
import { type AdminWorld, auditOf, laneFacts, openAdminWorld, refusalOf } from "../support/admin";
import { addToken } from "../support/api-data";
import { claimedJobs, createCallback, createNumber } from "./callbacks-fixtures";

/** More conversations than are cancelled at once. */
const LANES = LANES_AT_ONCE + 700;

let world: AdminWorld;
let tokenId: string;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  const numberId = await createNumber(world.db);
  await world.db.execute(sql`
    with made as (
      insert into contacts (id, phone) select gen_random_uuid(), '+39' || i from generate_series(1, ${LANES}::int) i returning id)
    insert into conversations (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select gen_random_uuid(), ${numberId}::uuid, id, 'active', now(), now() from made`);
  await world.db.execute(sql`
    insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
    select gen_random_uuid(), 'message.received', now(), id, managed_number_id, '{}' from conversations`);
});

afterAll(() => world.close());

beforeEach(async () => {
  tokenId = (await addToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, "https://example.com/before");
  await world.db.execute(sql`
    insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
    select gen_random_uuid(), id, ${callbackId}::uuid, conversation_id, seq from events`);
  await world.db.execute(sql`
    insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
    select ${callbackId}::uuid, conversation_id, now() from events`);
});

const counted = (state: "pending" | "cancelled") =>
  world.db.$count(
    deliveries,
    sql`${eq(deliveries.callbackId, callbackId)} and ${eq(deliveries.state, state)}`,
  );

const save = (url: string) =>
  saveCallbacks(
    world.admin,
    saveCallbacksInput.parse({
      tokenId,
      "url.message.received": url,
      enabled: ["message.received"],
      cancels: ["message.received"],
    }),
  );

async function expectAllCancelled(): Promise<void> {
  await cancelDeadDeliveries(world.db, AbortSignal.timeout(30_000));
  expect(await counted("cancelled")).toBe(LANES);
  expect((await laneFacts(world.db, callbackId)).all).toBe(0);
}

test("of a deleted token is cancelled in parts, of which nothing is sent meanwhile", async () => {
  await deleteTokens(world.admin, { ids: [tokenId] });
  expect(await counted("cancelled")).toBe(LANES_AT_ONCE);
  expect((await auditOf(world.db, tokenId)).at(-1)?.after).toEqual({ cancelledDeliveries: LANES });
  expect(await claimedJobs(world.db, { workerId: tokenId, limit: 10, leaseMs: 1_000 })).toEqual([]);
  await expectAllCancelled();
});

test("of an endpoint that was taken away is not sent to the next one", async () => {
  await save("");
  expect(await counted("pending")).toBe(LANES - LANES_AT_ONCE);
  expect(await refusalOf(save("https://example.com/after"))).toEqual({
    code: "invalid_input",
    fields: ["url.message.received"],
  });
  await expectAllCancelled();
  await save("https://example.com/after");
  expect(await counted("pending")).toBe(0);
});
