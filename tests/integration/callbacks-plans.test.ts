import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { claimJobs } from "@/lib/callbacks/claim";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  openWorld,
  scalar,
} from "./callbacks-fixtures";

const CALLBACKS = 20;
const CONVERSATIONS = 50;
const EACH = 20;

let world: Awaited<ReturnType<typeof openWorld>>;
/** One connection, so that what it read is known after its transaction. */
let worker: Database;

beforeAll(async () => {
  world = await openWorld();
  worker = connect(world.url, { max: 1 });
});

afterAll(async () => {
  await worker.$client.end();
  await world.close();
});

async function readOfLists(): Promise<number> {
  await worker.execute(sql`select pg_stat_force_next_flush()`);
  return scalar<number>(
    world.db,
    sql`select sum(idx_tup_read)::int from pg_stat_user_indexes where indexrelname like 'deliveries_%undelivered_%'`,
  );
}

it("finds what a lane owes at once, also in a backlog that came when nothing was owed", async () => {
  const { db } = world;
  const numberId = await createNumber(db);
  for (let i = 0; i < CALLBACKS; i++)
    await createCallback(db, (await createToken(db)).id, "https://example.com/");
  for (let i = 0; i < CONVERSATIONS; i++) await createThread(db, numberId);
  await db.execute(sql`
    with added as (
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select uuidv7(), 'message.received', now(), id, managed_number_id, '{}'
      from conversations, generate_series(1, ${EACH}::int)
      returning id, seq, conversation_id)
    insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
    select uuidv7(), added.id, callbacks.id, conversation_id, seq from added, callbacks`);
  // What autovacuum knows of a quiet time after a busy one.
  await db.execute(sql`update deliveries set state = 'delivered'`);
  await db.$client.unsafe("vacuum analyze");
  await db.execute(sql`update deliveries set state = 'pending'`);
  await db.execute(sql`
    insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
    select distinct callback_id, conversation_id, now() from deliveries`);
  const before = await readOfLists();
  const claim = await claimJobs(worker, { workerId: uuidv7(), limit: 8, probeLimit: 8, leaseMs: 60_000 });
  expect(claim.jobs.map(({ deliveries }) => deliveries.length)).toEqual(Array(8).fill(10));
  expect((await readOfLists()) - before).toBe(0);
});
