import postgres from "postgres";
import type { RunningPostgres } from "@/scripts/services/postgres";

/** The URL of the server's database of this name, which is created when there is none. */
export async function ensureDatabase(server: RunningPostgres, name: string): Promise<string> {
  const sql = postgres(server.url(), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
  return server.url(name);
}
