import postgres from "postgres";
import { Batcher } from "@/lib/batcher";

type Row = { startedAt: Date; path: string; status: number };

/** The least of a durable log: a row is committed in a bare table before its answer leaves, all that come together at once. */
export function createFloorLog(databaseUrl: string): (row: Row) => Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  const ready = sql`create table if not exists floor_log (started_at timestamptz, path text, status int)`;
  const batcher = new Batcher<Row>({
    maxItems: 500,
    flush: async (rows) => {
      await ready;
      await sql`insert into floor_log select * from unnest(
        ${rows.map(({ startedAt }) => startedAt.toISOString())}::text[]::timestamptz[],
        ${rows.map(({ path }) => path)}::text[], ${rows.map(({ status }) => status)}::int[])`;
    },
  });
  return (row) => batcher.add(row);
}
