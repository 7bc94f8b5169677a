import { eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { removeOldEvents } from "@/db/event-retention";
import { deliveries, deliveryAttempts, events } from "@/db/schema/callbacks";
import { runMaintenance } from "@/lib/jobs/maintenance";
import { firstIdOf } from "@/lib/table/id-time";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  openWorld,
  publish,
  scalar,
  type Thread,
} from "./callbacks-fixtures";

const DAY_MS = 24 * 3_600_000;
let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let thread: Thread;

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
  thread = await createThread(db, await createNumber(db));
});

afterAll(() => world.close());

beforeEach(async () => {
  await db.execute(sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks cascade`);
  for (let i = 0; i < 2; i++)
    await createCallback(db, (await createToken(db)).id, "https://example.com/hook");
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const idOf = (days: number) => uuidv7({ msecs: daysAgo(days).getTime() });
const remove = (days = 30) => removeOldEvents(db, firstIdOf(daysAgo(days)), AbortSignal.timeout(20_000));
const kept = async () =>
  (await db.select({ id: events.id }).from(events).orderBy(events.id)).map(({ id }) => id);
const countOf = (table: typeof deliveries | typeof deliveryAttempts) => db.$count(table);

/** An event of that age for both callbacks, delivered to them with one attempt each. */
async function addEvent(days: number): Promise<string> {
  const id = idOf(days);
  await db.insert(events).values({
    id,
    type: "message.received",
    occurredAt: daysAgo(days),
    conversationId: thread.id,
    managedNumberId: thread.numberId,
    payload: "{}",
  });
  await db.execute(sql`
    insert into deliveries (id, event_id, callback_id, conversation_id, event_seq, state, attempts)
    select gen_random_uuid(), events.id, callbacks.id, conversation_id, seq, 'delivered', 1
    from events, callbacks where events.id = ${id}`);
  await db.execute(sql`
    insert into delivery_attempts (delivery_id, no, started_at, duration_ms, status_code)
    select id, 1, now(), 5, 204 from deliveries where event_id = ${id}`);
  return id;
}

async function setState(eventId: string, state: "pending" | "cancelled"): Promise<void> {
  const one = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.eventId, eventId))
    .limit(1);
  await db.update(deliveries).set({ state }).where(inArray(deliveries.id, one));
}

describe("what is removed", () => {
  test("are events over their days, with their deliveries and attempts", async () => {
    await addEvent(31);
    await setState(await addEvent(30.01), "cancelled");
    const young = await addEvent(29.99);
    await remove();
    expect(await kept()).toEqual([young]);
    expect([await countOf(deliveries), await countOf(deliveryAttempts)]).toEqual([2, 2]);
  });

  test("is never an event that is still owed to somebody, nor what became of it elsewhere", async () => {
    const owed = await addEvent(90);
    await setState(owed, "pending");
    await addEvent(80);
    await remove();
    expect(await kept()).toEqual([owed]);
    expect([await countOf(deliveries), await countOf(deliveryAttempts)]).toEqual([2, 2]);
    await setState(owed, "cancelled");
    await db.update(deliveries).set({ state: "delivered" });
    await remove();
    expect(await kept()).toEqual([]);
  });

  test("is more than a batch, past a batch that is still owed", async () => {
    await db.execute(sql`
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select ('01800000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'message.received', now(),
        ${thread.id}::uuid, ${thread.numberId}::uuid, '{}' from generate_series(1, 1600) n`);
    await db.execute(sql`
      insert into deliveries (id, event_id, callback_id, conversation_id, event_seq, state)
      select gen_random_uuid(), events.id, (select id from callbacks limit 1), conversation_id, seq,
        case when row_number() over (order by events.id) <= 600 then 'pending' else 'delivered' end from events`);
    await Promise.all([remove(), remove()]);
    await remove();
    expect(await kept()).toHaveLength(600);
    expect(await scalar(db, sql`select count(*)::int from deliveries where state <> 'pending'`)).toBe(0);
  });

  test("follows the setting, among the work of every minute", async () => {
    await addEvent(8);
    const young = await addEvent(6);
    const faults: unknown[] = [];
    await runMaintenance(db, {
      now: new Date(),
      retentionDays: 90,
      eventRetentionDays: 7,
      signal: new AbortController().signal,
      onFault: (fault) => faults.push(fault),
    });
    expect([faults, await kept()]).toEqual([[], [young]]);
  });
});

describe("while it works", () => {
  test("a delivery that is being sent again keeps its event, and nobody is waited for", async () => {
    const [again, old] = [await addEvent(50), await addEvent(40)];
    await db.transaction(async (tx) => {
      const all = await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(eq(deliveries.eventId, again));
      await tx
        .update(deliveries)
        .set({ state: "pending" })
        .where(eq(deliveries.id, all[0]?.id ?? ""));
      await remove();
      expect(await kept()).toEqual([again]);
    });
    await remove();
    expect(await kept()).toEqual([again]);
    expect(await kept()).not.toContain(old);
    expect(await scalar(db, sql`select count(*)::int from deliveries where state = 'pending'`)).toBe(1);
  });

  test("publishers go on, and what is told to stop stops", async () => {
    for (let i = 0; i < 3; i++) await addEvent(40 + i);
    await Promise.all([remove(), publish(db, thread, ["new"])]);
    expect(await kept()).toHaveLength(1);
    const old = await addEvent(40);
    await removeOldEvents(db, firstIdOf(daysAgo(30)), AbortSignal.abort());
    expect(await kept()).toContain(old);
  });
});
