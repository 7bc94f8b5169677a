import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Executor } from "../client";

const CHUNK_ROWS = 5_000;

/**
 * Inserts many rows in their order by few statements, each with one JSON parameter that PostgreSQL itself turns into
 * typed rows. Every row names the same columns as the first.
 */
export async function insertRows<T extends PgTable>(
  db: Executor,
  table: T,
  rows: readonly T["$inferInsert"][],
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = getTableColumns(table);
  const names = Object.keys(first).map((key) => {
    const column = columns[key];
    if (!column) throw new Error(`${getTableName(table)} has no column ${key}`);
    return { key, name: column.name };
  });
  const list = sql.join(
    names.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows
      .slice(start, start + CHUNK_ROWS)
      .map((row) =>
        Object.fromEntries(names.map(({ key, name }) => [name, (row as Record<string, unknown>)[key]])),
      );
    await db.execute(sql`insert into ${table} (${list})
      select ${list} from json_populate_recordset(null::${table}, ${JSON.stringify(chunk, asText)}::json)`);
  }
}

/** JSON knows no big integers, but PostgreSQL reads them from texts too. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
