import "server-only";
import { and, asc, count, desc, eq, ilike, isNull, or, sql } from "drizzle-orm";
import { suppliers } from "@/db/schema/suppliers";
import type { Context } from "../context";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import type { SupplierOption, SupplierRow, supplierList } from "./schema";

// Names are written out: Drizzle leaves the table off a column of a query without joins, here the wrong one's.
const tokenCount = sql<number>`(select count(*)::int from api_tokens
  where api_tokens.supplier_id = suppliers.id and api_tokens.deleted_at is null)`;

const SORTS = { name: suppliers.name, createdAt: suppliers.createdAt, tokens: tokenCount };

/** One page of the suppliers that are not archived, with the number of their tokens. */
export async function listSuppliers(
  ctx: Context,
  params: ListQueryOf<typeof supplierList>,
): Promise<{ rows: SupplierRow[]; total: number }> {
  const pattern = containsPattern(params.q);
  const where = and(
    isNull(suppliers.archivedAt),
    pattern ? or(ilike(suppliers.name, pattern), ilike(suppliers.contactEmail, pattern)) : undefined,
  );
  const column = SORTS[params.sort.id];
  const rows = await ctx.db
    .select({
      id: suppliers.id,
      name: suppliers.name,
      contactEmail: suppliers.contactEmail,
      note: suppliers.note,
      tokens: tokenCount,
      createdAt: suppliers.createdAt,
    })
    .from(suppliers)
    .where(where)
    .orderBy(params.sort.desc ? desc(column) : asc(column), asc(suppliers.id))
    .limit(params.size)
    .offset((params.page - 1) * params.size);
  const [totals] = await ctx.db.select({ total: count() }).from(suppliers).where(where);
  return { rows, total: totals?.total ?? 0 };
}

/** The suppliers that a token may be given to, by name. */
export async function listSupplierOptions(ctx: Context): Promise<SupplierOption[]> {
  return ctx.db
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(isNull(suppliers.archivedAt))
    .orderBy(asc(suppliers.name), asc(suppliers.id));
}

/** The supplier when it is there and not archived, null otherwise. */
export async function findActiveSupplier(
  executor: Pick<Context["db"], "select">,
  id: string,
): Promise<SupplierOption | null> {
  const [row] = await executor
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(and(eq(suppliers.id, id), isNull(suppliers.archivedAt)));
  return row ?? null;
}
