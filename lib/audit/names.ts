import "server-only";
import { type AnyColumn, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { apiTokens } from "@/db/schema/api-tokens";
import { managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import { users } from "@/db/schema/users";
import type { Context } from "../context";
import { type AuditNames, filteredIds } from "./filter-words";

type Sides = { before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** The values that a field holds on either side, alone or in a list. */
function valuesIn(rows: readonly Sides[], field: string): unknown[] {
  return rows.flatMap(({ before, after }) => [before?.[field], after?.[field]]).flat();
}

type Named = typeof apiTokens | typeof managedNumbers | typeof suppliers | typeof users;

/** What those are called that have one of these ids. */
async function readNamed(
  ctx: Context,
  table: Named,
  name: AnyColumn,
  values: readonly unknown[],
): Promise<{ id: string; name: string }[]> {
  const ids = new Set(values.filter((value): value is string => z.uuid().safeParse(value).success));
  if (ids.size === 0) return [];
  return ctx.db
    .select({ id: table.id, name: sql<string>`${name}` })
    .from(table)
    .where(inArray(table.id, [...ids]));
}

/** What the things that these rows and their filters name are called; what is gone keeps its id. */
export async function readNames(ctx: Context, rows: readonly Sides[]): Promise<AuditNames> {
  const filters = rows.map(({ after }) => after?.filters);
  const filtered = (param: Parameters<typeof filteredIds>[1]) =>
    filters.flatMap((search) => filteredIds(search, param));
  const named = await Promise.all([
    readNamed(ctx, suppliers, suppliers.name, [...valuesIn(rows, "supplierId"), ...filtered("supplier")]),
    readNamed(ctx, managedNumbers, managedNumbers.label, valuesIn(rows, "numberIds")),
    readNamed(ctx, apiTokens, apiTokens.name, filtered("token")),
    readNamed(ctx, users, users.name, filtered("person")),
  ]);
  return new Map(named.flat().map(({ id, name }) => [id, name]));
}
