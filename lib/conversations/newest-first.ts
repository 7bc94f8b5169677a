import "server-only";
import type { ISql, Row } from "postgres";
import { z } from "zod";
import { cursorCodec, type Page, toPage } from "../http/cursor";
import { type Fragment, rfc3339 } from "./rows";

type NewestFirstOptions<At extends string> = {
  /** The list's name, by which it knows its own cursors. */
  kind: string;
  table: string;
  /** The column of the table that the rows are ordered by, newest first; it never changes. */
  at: At;
};

/** Which page of a list; the period is that of the time by which it is ordered. */
export type NewestFirstInput = {
  limit: number;
  /** Empty is none. */
  cursor?: string | undefined;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  /** The conversation whose rows these are, if it is one's; another one's cursors are none of this list. */
  within?: string;
};

/** Groups of rows, each with an index in the list's order: their keys as a table, and the column that has them. */
export type Groups = { keys: Fragment; by: "managed_number_id" | "conversation_id" };

// PostgreSQL, unlike ISO 8601, has no year 0.
const exactInstant = z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith("0000"));

/** All of the conditions. */
function all(sql: ISql, conditions: readonly (Fragment | undefined)[]): Fragment {
  return conditions
    .filter((condition) => condition !== undefined)
    .reduce((joined, condition) => sql`${joined} and ${condition}`, sql`true`);
}

function cursorsOf(kind: string) {
  return cursorCodec(kind, z.object({ at: exactInstant, id: z.uuid() }));
}

/** Written into the statement: for a limit that it does not know the database would make no plan to keep. */
function limitOf(sql: ISql, { limit }: NewestFirstInput): Fragment {
  return sql.unsafe<Row[]>(String(limit + 1));
}

/** A list that is read newest first, page by page, each by an index alone whatever the filters leave out. */
export class NewestFirst<At extends string> {
  readonly #table: string;
  readonly #at: At;
  readonly #cursors: ReturnType<typeof cursorsOf>;

  constructor({ kind, table, at }: NewestFirstOptions<At>) {
    this.#table = table;
    this.#at = at;
    this.#cursors = cursorsOf(kind);
  }

  /** Condition, order and limit of a page of these numbers' rows; null means all. Throws `invalid_cursor`. */
  step(
    sql: ISql,
    numberIds: readonly string[] | null,
    input: NewestFirstInput,
    ...conditions: (Fragment | undefined)[]
  ): Fragment {
    const limit = limitOf(sql, input);
    const matches = this.#matching(sql, input, conditions);
    if (numberIds === null) return this.#ordered(sql, matches, limit, "last");
    const [first, ...others] = numberIds;
    if (first === undefined) return this.#ordered(sql, sql`false`, limit);
    const keys = sql`unnest(${[...numberIds]}::uuid[])`;
    if (others.length > 0)
      return this.#ordered(sql, this.#merged(sql, { keys, by: "managed_number_id" }, matches, limit), limit);
    return this.#ordered(
      sql,
      sql`${sql(`${this.#table}.managed_number_id`)} = ${first} and ${matches}`,
      limit,
    );
  }

  /** The same where the conditions, the scope first, leave few rows or have an index in this order. */
  stepWithin(
    sql: ISql,
    scope: Fragment,
    input: NewestFirstInput,
    ...conditions: (Fragment | undefined)[]
  ): Fragment {
    return this.#ordered(sql, this.#matching(sql, input, [scope, ...conditions]), limitOf(sql, input));
  }

  /** The same over a few groups of rows, which leave out what is beyond the scope. */
  stepOver(sql: ISql, groups: Groups, input: NewestFirstInput): Fragment {
    const limit = limitOf(sql, input);
    return this.#ordered(sql, this.#merged(sql, groups, this.#matching(sql, input, []), limit), limit);
  }

  /** The page that the rows of such a step make. */
  page<R extends { id: string } & Record<At, string>, T>(
    rows: readonly R[],
    { limit, within }: NewestFirstInput,
    present: (row: R) => T,
  ): Page<T> {
    return toPage(rows, limit, present, (row) =>
      this.#cursors.encode({ at: rfc3339(row[this.#at], 6), id: row.id }, within),
    );
  }

  #columns(sql: ISql) {
    return { at: sql(`${this.#table}.${this.#at}`), id: sql(`${this.#table}.id`) };
  }

  /** One order over several groups of rows is in no index, so the newest rows of each are merged. */
  #merged(sql: ISql, { keys, by }: Groups, matches: Fragment, limit: Fragment): Fragment {
    const { at, id } = this.#columns(sql);
    return sql`${id} in (
      select page.id from ${keys} groups (key) cross join lateral (
        select ${id} as id, ${at} as at from ${sql(this.#table)}
        where ${sql(`${this.#table}.${by}`)} = groups.key and ${matches}
        order by ${at} desc, ${id} desc limit ${limit}) page
      order by page.at desc, page.id desc limit ${limit})`;
  }

  #matching(sql: ISql, input: NewestFirstInput, conditions: readonly (Fragment | undefined)[]): Fragment {
    const { at, id } = this.#columns(sql);
    const after = this.#cursors.decode(input.cursor || undefined, input.within);
    return all(sql, [
      ...conditions,
      input.from ? sql`${at} >= ${input.from.toISOString()}` : undefined,
      input.to ? sql`${at} < ${input.to.toISOString()}` : undefined,
      after ? sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)` : undefined,
    ]);
  }

  /** None is null, but only where `nulls` is last PostgreSQL is offered the index over all numbers. */
  #ordered(sql: ISql, where: Fragment, limit: Fragment, nulls: "first" | "last" = "first"): Fragment {
    const { at, id } = this.#columns(sql);
    const direction = sql.unsafe<Row[]>(`desc nulls ${nulls}`);
    return sql`where ${where} order by ${at} ${direction}, ${id} ${direction} limit ${limit}`;
  }
}
