import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "./client";

const EVENTS_PER_BATCH = 500;
const LONGEST_RUN_MS = 20_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Where the next run of this process goes on: so a standing backlog of what is owed is walked past once a round, and not
 * in each run anew.
 */
const places = new WeakMap<Database, string>();

const isOwed = (eventId: string) =>
  `exists (select from deliveries owed where owed.event_id = ${eventId} and owed.state = 'pending')`;

/**
 * Removes the next batch of events before `beforeId` with their deliveries, whose attempts go with them; answers the last
 * event that it looked at, or null when none is left. What somebody else holds is left for the next run.
 */
async function removeBatch(db: Database, afterId: string, beforeId: string): Promise<string | null> {
  return db.$client.begin(async (sql) => {
    // So many are looked at, not found: between what is owed there may be little that is not.
    const [end] = await sql<{ id: string }[]>`
      select id from (
        select id from events where id > ${afterId} and id < ${beforeId} order by id limit ${EVENTS_PER_BATCH}::int) next
      order by id desc limit 1`;
    if (!end) return null;
    const events = await sql<{ id: string }[]>`
      select id from events
      where id > ${afterId} and id <= ${end.id} and not ${sql.unsafe(isOwed("events.id"))}
      order by id for update skip locked`;
    const ids = events.map(({ id }) => id);
    if (ids.length === 0) return end.id;
    await sql`
      delete from deliveries where id in (
        select id from deliveries settled
        where event_id = any(${ids}::uuid[]) and state <> 'pending' and not ${sql.unsafe(isOwed("settled.event_id"))}
        for update skip locked)`;
    // A statement of its own: it sees what was sent again meanwhile, and that event stays.
    await sql`
      delete from events where id = any(${ids}::uuid[])
        and not exists (select from deliveries where deliveries.event_id = events.id)`;
    return end.id;
  });
}

/**
 * Removes the events whose ids come before that one, with their deliveries and attempts, but none that is still owed to
 * somebody. It works for 20 seconds at most, pauses as long as it works, and waits for nobody; the rest goes with the next
 * run.
 */
export async function removeOldEvents(db: Database, beforeId: string, signal: AbortSignal): Promise<void> {
  const until = performance.now() + LONGEST_RUN_MS;
  let at: string | null = places.get(db) ?? FIRST;
  while (at !== null && !signal.aborted && performance.now() < until) {
    const begun = performance.now();
    at = await removeBatch(db, at, beforeId);
    places.set(db, at ?? FIRST);
    if (at !== null) await sleep(performance.now() - begun, undefined, { signal }).catch(() => undefined);
  }
}
