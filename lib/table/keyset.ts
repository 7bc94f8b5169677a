import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { cursorCodec } from "../http/cursor";
import type { KeysetPage, KeysetQuery } from "./keyset-params";

export type KeysetOptions<S extends z.ZodType> = {
  /** The list's name, by which it knows its own cursors. */
  kind: string;
  position: S;
  /** What the rows are ordered by; unique as a whole. */
  key: readonly (AnyPgColumn | SQL)[];
  /** A position's values for the key, typed for the database. */
  values: (position: z.output<S>) => SQL[];
};

/** What one page's query asks of the database; the extra row of `limit` only says that there is more. */
export type KeysetStep = { beyond: SQL | undefined; orderBy: SQL[]; limit: number };

function joined(parts: readonly (AnyPgColumn | SQL)[]): SQL {
  return sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  );
}

/**
 * Paging through rows that grow without end, newest first and both ways, by the place of a row and never by a count:
 * rows that come in meanwhile repeat nothing and hide nothing.
 */
export function keyset<S extends z.ZodType>({ kind, position, key, values }: KeysetOptions<S>) {
  const cursors = cursorCodec(kind, position);
  const isNewer = (query: KeysetQuery) => query.before !== undefined;
  return {
    /** Condition, order and limit of a page. Throws `invalid_cursor`. */
    step(query: KeysetQuery): KeysetStep {
      const from = cursors.decode(query.before ?? query.after);
      const sign = sql.raw(isNewer(query) ? ">" : "<");
      const order = sql.raw(isNewer(query) ? "asc" : "desc");
      return {
        beyond: from === null ? undefined : sql`(${joined(key)}) ${sign} (${joined(values(from))})`,
        orderBy: key.map((part) => sql`${part} ${order}`),
        limit: query.size + 1,
      };
    },
    /**
     * The page that the rows of such a step make, newest first. `stop` is where a search was broken off before it had
     * found enough: the way on leads from there.
     */
    page<Row>(
      query: KeysetQuery,
      found: readonly Row[],
      positionOf: (row: Row) => z.output<S>,
      stop: z.output<S> | null = null,
    ): KeysetPage<Row> {
      const hasMore = found.length > query.size;
      const rows = found.slice(0, query.size);
      if (isNewer(query)) rows.reverse();
      const cursorAt = (row: Row | undefined) => (row ? cursors.encode(positionOf(row)) : null);
      const hasNewer = isNewer(query) ? hasMore : query.after !== undefined;
      const hasOlder = isNewer(query) || hasMore;
      const onward = stop === null ? null : cursors.encode(stop);
      return {
        rows,
        before: (isNewer(query) && onward) || (hasNewer ? cursorAt(rows[0]) : null),
        after: (!isNewer(query) && onward) || (hasOlder ? cursorAt(rows.at(-1)) : null),
      };
    },
  };
}

const EXPORT_PAGE = 1000;

/**
 * Every row from the newest on, read page by page, so that memory stays constant. Throws once the signal fires: pages in
 * which nothing was found would not let it end otherwise.
 */
export async function* eachRow<Row>(
  read: (query: KeysetQuery) => Promise<KeysetPage<Row>>,
  { size = EXPORT_PAGE, signal }: { size?: number; signal?: AbortSignal } = {},
): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await read({ size, after });
    yield* page.rows;
    after = page.after ?? undefined;
  } while (after !== undefined);
}
