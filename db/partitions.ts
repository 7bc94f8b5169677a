import { sql } from "drizzle-orm";
import type { Executor } from "./client";

function monthStart(year: number, month: number): Date {
  return new Date(Date.UTC(year, month, 1));
}

/** Makes the monthly partitions of the request log that cover `from` to `until`; existing ones stay. */
export async function ensureRequestPartitions(db: Executor, from: Date, until: Date): Promise<void> {
  let start = monthStart(from.getUTCFullYear(), from.getUTCMonth());
  while (start <= until) {
    const end = monthStart(start.getUTCFullYear(), start.getUTCMonth() + 1);
    const name = `api_requests_${start.toISOString().slice(0, 7).replace("-", "_")}`;
    await db.execute(
      sql`create table if not exists ${sql.identifier(name)} partition of api_requests
          for values from (${sql.raw(`'${start.toISOString()}'`)}) to (${sql.raw(`'${end.toISOString()}'`)})`,
    );
    start = end;
  }
}
