import type postgres from "postgres";
import type { Database } from "./client";
import { sqlState } from "./errors";
import { ADVISORY_LOCKS } from "./locks";

/** A month is marked with this before it is taken out: a table that somebody else took out to keep it has no such mark. */
const MARK = "over its retention, to be dropped";

/** Nobody ever queues for longer behind one of the statements. */
const LOCK_TIMEOUT_MS = 200;

/** Somebody is in the way: a lock or the statement timed out, or the month is being taken out already. */
const NOT_NOW = new Set(["55P03", "57014", "55000"]);

type Month = { name: string; isAttached: boolean; isPending: boolean };

/** True when such a table holds a month that is over at that moment. */
function isOver(name: string, before: Date): boolean {
  const month = /^api_requests_(\d{4})_(\d{2})$/.exec(name);
  return month !== null && Date.UTC(Number(month[1]), Number(month[2])) <= before.getTime();
}

/** The months to drop, oldest first: partitions, and what an interrupted run has taken out but not dropped. */
async function listOver(sql: postgres.Sql, before: Date): Promise<Month[]> {
  const months = await sql<Month[]>`
    select c.relname as name, i.inhrelid is not null as "isAttached",
      coalesce(i.inhdetachpending, false) as "isPending"
    from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'api_requests'::regclass
    where c.relkind = 'r' and c.relname like 'api\\_requests\\_%'
      and c.relnamespace = (select relnamespace from pg_class where oid = 'api_requests'::regclass)
      and (i.inhrelid is not null or obj_description(c.oid, 'pg_class') = ${MARK})
    order by c.relname`;
  return months.filter(({ name }) => isOver(name, before));
}

/** Takes a month out of the log, which waits for whoever reads the log but lets nobody wait, and drops it. */
async function dropMonth(sql: postgres.Sql, { name, isAttached, isPending }: Month): Promise<void> {
  const month = sql(name);
  if (isPending) await sql`alter table api_requests detach partition ${month} finalize`;
  else if (isAttached) {
    await sql.unsafe(`comment on table ${name} is '${MARK}'`);
    await sql`alter table api_requests detach partition ${month} concurrently`;
  }
  await sql`drop table if exists ${month}`;
}

/**
 * Drops the months of the request log that lie wholly before that moment, and nothing else; answers their names. It
 * blocks neither readers nor writers: a month that is being read is left for the next run, as is one that another
 * worker is at. What an interrupted run began is finished.
 */
export async function dropOldRequests(db: Database, before: Date): Promise<string[]> {
  const dropped: string[] = [];
  if ((await listOver(db.$client, before)).length === 0) return dropped;
  const sql = await db.$client.reserve();
  try {
    const [lock] = await sql<
      { isOurs: boolean }[]
    >`select pg_try_advisory_lock(${ADVISORY_LOCKS.requestRetention}) as "isOurs"`;
    if (!lock?.isOurs) return dropped;
    await sql.unsafe(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const month of await listOver(sql, before)) {
      await dropMonth(sql, month);
      dropped.push(month.name);
    }
  } catch (error) {
    if (!NOT_NOW.has(sqlState(error) ?? "")) throw error;
  } finally {
    // On a connection that was lost neither is left.
    await Promise.allSettled([
      sql`reset lock_timeout`,
      sql`select pg_advisory_unlock(${ADVISORY_LOCKS.requestRetention})`,
    ]);
    sql.release();
  }
  return dropped;
}
