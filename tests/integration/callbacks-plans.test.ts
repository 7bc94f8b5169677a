import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import type { DeliveryOutcome } from "@/lib/dispatcher/attempt";
import { claimJobs } from "@/lib/dispatcher/claim";
import type { Job } from "@/lib/dispatcher/job";
import { createFinishBatcher, type Finishing } from "@/lib/dispatcher/record-outcomes";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  openWorld,
  scalar,
} from "./callbacks-fixtures";

const CALLBACKS = 20;
const CONVERSATIONS = 100;
const EACH = 10;
const LANES = 8;
/** So few that each of the turns until all is planned has some. */
const FIRST_LANES = 2;
const LEASE_MS = 60_000;

let world: Awaited<ReturnType<typeof openWorld>>;
/** One connection, so that its plans and what it read are known. */
let worker: Database;
const workerId = uuidv7();

beforeAll(async () => {
  world = await openWorld();
  worker = connect(world.url, { max: 1 });
  const numberId = await createNumber(world.db);
  for (let i = 0; i < CALLBACKS; i++)
    await createCallback(world.db, (await createToken(world.db)).id, "https://example.com/");
  for (let i = 0; i < CONVERSATIONS; i++) await createThread(world.db, numberId);
});

afterAll(async () => {
  await worker.$client.end();
  await world.close();
});

/** Owes so many events of so many conversations to every callback. */
async function owe(conversations: number, each: number): Promise<void> {
  await world.db.execute(sql`
    with added as (
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select gen_random_uuid(), 'message.received', now(), id, managed_number_id, '{}'
      from (select * from conversations order by id limit ${conversations}::int) heard, generate_series(1, ${each}::int)
      returning id, seq, conversation_id),
    owed as (
      insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
      select gen_random_uuid(), added.id, callbacks.id, conversation_id, seq from added, callbacks
      returning callback_id, conversation_id)
    insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
    select distinct callback_id, conversation_id, now() from owed`);
}

function delivered(delivery: Job["deliveries"][number]): DeliveryOutcome {
  const result = { statusCode: 204, error: null, durationMs: 5, excerpt: null, retryAfterMs: null };
  const nothingToDo = { retryInMs: null, probeInMs: null, pauseReason: null };
  return {
    delivery,
    outcome: { kind: "tried", startedAt: new Date(), result, delivered: true, ...nothingToDo },
  };
}

/** What a worker does with a claim of lanes whose endpoints take everything; answers the deliveries of each. */
async function turn(limit: number): Promise<number[]> {
  const finisher = createFinishBatcher(worker, workerId, LEASE_MS);
  const claim = await claimJobs(worker, { workerId, limit, probeLimit: limit, leaseMs: LEASE_MS });
  const items = claim.jobs.map((job): Finishing => {
    return { job, outcomes: job.deliveries.map(delivered), nextStep: "give_back", answer: null };
  });
  await Promise.all(items.map((item) => finisher.add(item)));
  expect(items.map(({ answer }) => answer?.state)).toEqual(items.map(() => "done"));
  return claim.jobs.map(({ deliveries }) => deliveries.length);
}

/** Rows and entries of indexes that the worker has read so far, of what callbacks owe. */
async function reads(): Promise<number> {
  await worker.execute(sql`select pg_stat_force_next_flush()`);
  return scalar<number>(
    world.db,
    sql`select (select sum(seq_tup_read) from pg_stat_user_tables where relname in ('deliveries', 'delivery_lanes'))::int
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname in ('deliveries', 'delivery_lanes'))::int`,
  );
}

it("reads a backlog neither for each callback nor for each lane, also by plans from when nothing was owed", async () => {
  await owe(CONVERSATIONS, EACH);
  await world.db.execute(sql`update deliveries set state = 'delivered'`);
  await world.db.execute(sql`delete from delivery_lanes`);
  // What autovacuum knows of a quiet time after a busy one.
  await world.db.$client.unsafe("vacuum analyze");
  await owe(1, 1);
  for (let taken = 0; taken < CALLBACKS; taken += FIRST_LANES)
    expect(await turn(FIRST_LANES)).toEqual([1, 1]);
  await owe(CONVERSATIONS, EACH);
  const before = await reads();
  expect(await turn(LANES)).toEqual(Array(LANES).fill(10));
  // Of 2,000 lanes and 40,000 deliveries, half of them delivered.
  expect((await reads()) - before).toBeLessThan(1000);
});
