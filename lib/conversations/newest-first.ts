import "server-only";
import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import { cursorCodec, type Page, toPage } from "../http/cursor";

type NewestFirstOptions = {
  /** The list's name, by which it knows its own cursors. */
  kind: string;
  table: PgTable;
  id: AnyPgColumn;
  /** What the rows are ordered by, newest first; it never changes. */
  at: AnyPgColumn;
  managedNumberId: AnyPgColumn;
};

/** Which page of a list; the period is that of the time by which it is ordered. */
export type NewestFirstInput = {
  limit: number;
  cursor?: string | undefined;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
};

/** Where a row stands in its list; `at` to the microsecond, for a `Date` would skip or repeat rows. */
type Place = { id: string; at: string };

// PostgreSQL, unlike ISO 8601, has no year 0.
const exactInstant = z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith("0000"));

/** A list that is read newest first, page by page, each by an index alone whatever the filters leave out. */
export function newestFirst({ kind, table, id, at, managedNumberId }: NewestFirstOptions) {
  const cursors = cursorCodec(kind, z.object({ at: exactInstant, id: z.uuid() }));
  const orderBy = [desc(at), desc(id)];
  /** One order over several numbers is in no index, so the newest rows of each are merged. */
  const merged = (numberIds: readonly string[], matches: SQL | undefined, limit: number) => sql`${id} in (
    select page.id from unnest(${sql.param(numberIds)}::uuid[]) seen (number_id) cross join lateral (
      select ${id} as id, ${at} as at from ${table}
      where ${and(sql`${managedNumberId} = seen.number_id`, matches)}
      order by ${at} desc, ${id} desc limit ${limit}) page
    order by page.at desc, page.id desc limit ${limit})`;
  return {
    /** The columns that a page's rows must have as `place`. */
    place: {
      id: sql<string>`${id}`,
      at: sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    },
    /** Condition, order and limit of a page of these numbers' rows; null means all. Throws `invalid_cursor`. */
    step(numberIds: readonly string[] | null, input: NewestFirstInput, ...conditions: (SQL | undefined)[]) {
      const after = cursors.decode(input.cursor);
      const limit = input.limit + 1;
      const matches = and(
        ...conditions,
        input.from ? gte(at, input.from) : undefined,
        input.to ? lt(at, input.to) : undefined,
        after ? sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)` : undefined,
      );
      if (numberIds === null) return { where: matches, orderBy, limit };
      const [first, ...others] = numberIds;
      if (first === undefined) return { where: sql`false`, orderBy, limit };
      const isOne = others.length === 0;
      const where = isOne ? and(eq(managedNumberId, first), matches) : merged(numberIds, matches, limit);
      return { where, orderBy, limit };
    },
    /** The page that the rows of such a step make. */
    page<Row extends { place: Place }, T>(
      rows: readonly Row[],
      { limit }: NewestFirstInput,
      present: (row: Row) => T,
    ): Page<T> {
      return toPage(rows, limit, present, ({ place }) => cursors.encode({ at: place.at, id: place.id }));
    },
  };
}
