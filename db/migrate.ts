import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client";
import { ADVISORY_LOCKS } from "./locks";
import { ensureRequestPartitions, PARTITIONS_AHEAD_MS } from "./partitions";

/**
 * Brings the database at `url` to the newest schema and makes the request log's next partitions. Replicas may
 * start at once: one migrates, the others wait for it.
 */
export async function migrate(url: string): Promise<void> {
  const db = connect(url, { max: 1, applicationName: "witiop-migrate" });
  try {
    await db.execute(sql`select pg_advisory_lock(${ADVISORY_LOCKS.migration})`);
    await runMigrations(db, { migrationsFolder: "db/migrations" });
    const now = new Date();
    await ensureRequestPartitions(db, now, new Date(now.getTime() + PARTITIONS_AHEAD_MS));
  } finally {
    await db.$client.end();
  }
}
