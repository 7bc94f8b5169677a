import { sql } from "drizzle-orm";
import type { Executor } from "./client";
import { ADVISORY_LOCKS } from "./locks";

/** So long before their time months are made. */
export const PARTITIONS_AHEAD_MS = 62 * 24 * 3600 * 1000;

function monthStart(year: number, month: number): Date {
  return new Date(Date.UTC(year, month, 1));
}

/** The name of the partition that holds a month of the request log, and the month's bounds. */
function partitionOf(start: Date): { name: string; from: string; to: string } {
  const end = monthStart(start.getUTCFullYear(), start.getUTCMonth() + 1);
  return {
    name: `api_requests_${start.toISOString().slice(0, 7).replace("-", "_")}`,
    from: start.toISOString(),
    to: end.toISOString(),
  };
}

/**
 * Makes the monthly partitions of the request log that cover `from` to `until`; existing ones stay. A partition is
 * made aside and then attached, which neither waits for readers and writers of the log nor holds them up.
 */
export async function ensureRequestPartitions(db: Executor, from: Date, until: Date): Promise<void> {
  const wanted: ReturnType<typeof partitionOf>[] = [];
  let start = monthStart(from.getUTCFullYear(), from.getUTCMonth());
  while (start <= until) {
    wanted.push(partitionOf(start));
    start = monthStart(start.getUTCFullYear(), start.getUTCMonth() + 1);
  }
  const existing = await db.execute<{ name: string }>(
    sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'api_requests'::regclass`,
  );
  const names = new Set(existing.map(({ name }) => name));
  for (const partition of wanted.filter(({ name }) => !names.has(name))) await attach(db, partition);
}

async function attach(db: Executor, { name, from, to }: ReturnType<typeof partitionOf>): Promise<void> {
  const table = sql.identifier(name);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.partitions})`);
    const [made] = await tx.execute<{ oid: string | null }>(sql`select to_regclass(${name})::text as oid`);
    if (made?.oid) return;
    await tx.execute(sql`create table ${table} (like api_requests including all)`);
    await tx.execute(
      sql`alter table api_requests attach partition ${table} for values from (${sql.raw(`'${from}'`)}) to (${sql.raw(`'${to}'`)})`,
    );
  });
}
