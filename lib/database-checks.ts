import "server-only";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { isUnreachable } from "@/db/errors";

const REQUIRED = { fsync: "on", full_page_writes: "on" } as const;
const MAX_CLOCK_OFFSET_MS = 30_000;
const ASK_AGAIN_MS = 1_000;

/**
 * Throws when the database would forget what it acknowledged: `fsync`, `full_page_writes` and `synchronous_commit`
 * must be on, for "logged before answered" rests on them.
 */
export async function assertDurableDatabase(db: Database): Promise<void> {
  const rows = await db.execute<{ name: string; setting: string }>(sql`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`);
  const faults = rows
    .filter(({ name, setting }) =>
      name === "synchronous_commit" ? setting === "off" : REQUIRED[name as keyof typeof REQUIRED] !== setting,
    )
    .map(({ name, setting }) => `${name} is ${setting}`);
  if (faults.length > 0)
    throw new Error(`The database may lose acknowledged rows: ${faults.join(", ")}. Switch it on.`);
}

/** How far the database's clock is ahead of this host's, in milliseconds, give or take the round trip. */
export async function clockOffsetMs(db: Database): Promise<number> {
  const before = Date.now();
  const [row] = await db.execute<{ ms: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  const middle = (before + Date.now()) / 2;
  return Math.round(Number(row?.ms ?? middle) - middle);
}

/** True when receivers of callbacks could still accept signatures made by this host's clock. */
export function isClockOffsetTolerable(offsetMs: number): boolean {
  return Math.abs(offsetMs) <= MAX_CLOCK_OFFSET_MS;
}

/** Asks once a second until the database can be reached; `onWait` hears each time that it cannot. Other errors are thrown. */
export async function onceReachable<T>(
  ask: () => Promise<T>,
  onWait: (error: unknown) => void,
  everyMs = ASK_AGAIN_MS,
): Promise<T> {
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      onWait(error);
      await setTimeout(everyMs);
    }
}
