import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/**
 * Has callbacks that are left alone after their failures tried at once, and answers those. An attempt that is asked for leaves
 * the waits between the others as they are.
 */
export async function probeAtOnce(tx: Executor, callbackIds: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with open as (
      select id from callbacks
      where id = any(${sql.param(callbackIds)}::uuid[]) and enabled and probe_at > now() and paused_at is null
      order by id for no key update)
    update callbacks set probe_at = now(), probes = greatest(0, probes - 1) from open where callbacks.id = open.id
    returning callbacks.id`);
  return rows.map(({ id }) => id);
}
