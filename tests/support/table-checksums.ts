import type { Database } from "@/db/client";

/** A checksum of every table but the sessions, by name: equal only when nothing was written in between. */
export async function tableChecksums(db: Database): Promise<Record<string, string>> {
  const sql = db.$client;
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'sessions' order by 1`;
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql<{ sum: string }[]>`
      select count(*) || ' rows ' || md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as sum
      from ${sql(name)} t`;
    sums[name] = row?.sum ?? "";
  }
  return sums;
}
