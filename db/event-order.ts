import { sql } from "drizzle-orm";
import type { Executor } from "./client";

/** The first 16 bits of the advisory locks that say where a publisher's events begin; the other 48 are the place. */
const FLOOR_SPACE = 17_494;
const PLACE_BITS = 48;

const lastPlace = sql`(select case when is_called then last_value else 0 end from events_seq_seq)`;

/**
 * Announces that this transaction will write events, before it draws their `seq`: until its end nobody reads beyond
 * what was drawn by now. Publishers do not wait for each other.
 */
export async function holdEventFloor(tx: Executor): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(
    (${FLOOR_SPACE}::bigint << ${PLACE_BITS}::int) | ${lastPlace})`);
}

/**
 * The `seq` up to which the events are final: none of them will be committed later. It must be read before the events
 * are, in a statement of its own.
 *
 * Nothing can be skipped: an event at or below the drawn place was drawn before that was read, so its transaction held
 * its floor, which is below the event, by then. If it still holds it when the floors are read, the horizon is below the
 * event. If not, it has ended, and PostgreSQL lets locks go only after the commit is visible: the read that follows
 * sees the event.
 */
export async function readEventHorizon(db: Executor): Promise<bigint> {
  const [drawn] = await db.execute<{ place: string }>(sql`select ${lastPlace}::text as place`);
  // The statement after it and not the same one: within a statement nothing says what is read first.
  const [held] = await db.execute<{ floor: string | null }>(sql`
    select min(((classid::bigint & 65535) << 32) | objid::bigint)::text as floor from pg_locks
    where locktype = 'advisory' and objsubid = 1 and mode = 'ShareLock'
      and classid::bigint >> 16 = ${FLOOR_SPACE}::bigint
      and database = (select oid from pg_database where datname = current_database())`);
  const place = BigInt(drawn?.place ?? 0);
  const floor = held?.floor ? BigInt(held.floor) : place;
  return floor < place ? floor : place;
}
