import "server-only";
import type { Column } from "drizzle-orm";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { ISql } from "postgres";
import { validate as isUuid } from "uuid";
import type { Grant } from "../api-tokens/grant";
import { notFound } from "../errors";
import type { ApiContext } from "../http/api-route";
import type { Fragment } from "./rows";

/** What a read on a token's behalf needs. */
export type ScopedContext = Pick<ApiContext, "db" | "grant">;

/** The condition that every read on a token's behalf begins with: only rows of the managed numbers that it sees. */
export function inScope(grant: Grant, managedNumberId: Column): SQL {
  if (grant.numberIds === null) return sql`true`;
  if (grant.numberIds.length === 0) return sql`false`;
  return inArray(managedNumberId, [...grant.numberIds]);
}

/** The same condition on a table's rows, as a part of a prepared statement. */
export function scopeOf(
  sql: ISql,
  { numberIds }: Grant,
  table: "conversations" | "messages" | "locations",
): Fragment {
  if (numberIds === null) return sql`true`;
  return sql`${sql(`${table}.managed_number_id`)} = any(${[...numberIds]}::uuid[])`;
}

/** The ids of the managed numbers that a read is about, of those that the token sees; null means all. */
export function numbersInScope(grant: Grant, managedNumberId?: string): readonly string[] | null {
  if (managedNumberId === undefined) return grant.numberIds;
  return grant.numberIds?.includes(managedNumberId) === false ? [] : [managedNumberId];
}

/** Lets an id pass that the database can read; throws `not_found` for any other text. */
export function requireId(id: string, what: string): string {
  if (!isUuid(id)) throw notFound(what);
  return id;
}
