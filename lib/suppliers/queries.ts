import "server-only";
import { and, asc, count, eq, gt, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { suppliers } from "@/db/schema/suppliers";
import { tokenIsUsable, tokenState } from "../api-tokens/state";
import type { Context } from "../context";
import { notFound } from "../errors";
import type { IdInput } from "../input";
import { eachById } from "../table/each-by-id";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import type {
  ArchiveImpact,
  SearchSuppliersInput,
  SupplierDetails,
  SupplierOption,
  SupplierRow,
  supplierList,
} from "./schema";
import { supplierVersion } from "./version";

/** So many suppliers are offered to choose from. */
const FOUND_SUPPLIERS = 20;

type SupplierQuery = ListQueryOf<typeof supplierList>;
type Filtered = Pick<SupplierQuery, "q" | "filters">;

/** The supplier list with the facts of each supplier's tokens, which are read for the rows that are shown. */
function selectSuppliers({ db }: Pick<Context, "db">) {
  const facts = db
    .select({
      usable: sql<number>`(count(*) filter (where ${tokenIsUsable}))::int`.as("usable"),
      tokens: sql<number>`(count(*) filter (where ${apiTokens.deletedAt} is null))::int`.as("tokens"),
      lastUsedAt: sql<Date | null>`max(${apiTokens.lastUsedAt})`
        .mapWith(apiTokens.lastUsedAt)
        .as("last_used_at"),
    })
    .from(apiTokens)
    .where(eq(apiTokens.supplierId, suppliers.id))
    .as("facts");
  const rows = db
    .select({
      id: suppliers.id,
      name: suppliers.name,
      contactEmail: suppliers.contactEmail,
      note: suppliers.note,
      archivedAt: suppliers.archivedAt,
      createdAt: suppliers.createdAt,
      usableTokens: facts.usable,
      tokens: facts.tokens,
      lastUsedAt: facts.lastUsedAt,
    })
    .from(suppliers)
    .innerJoinLateral(facts, sql`true`);
  const sorts = {
    name: suppliers.name,
    usableTokens: facts.usable,
    tokens: facts.tokens,
    lastUsedAt: facts.lastUsedAt,
    createdAt: suppliers.createdAt,
  };
  return { rows, sorts };
}

/** What the filters show; archived suppliers only when they are asked for. */
function condition({ q, filters }: Filtered): SQL | undefined {
  const states = filters.state.length > 0 ? filters.state : ["active"];
  const pattern = containsPattern(q);
  return and(
    or(
      states.includes("active") ? isNull(suppliers.archivedAt) : undefined,
      states.includes("archived") ? isNotNull(suppliers.archivedAt) : undefined,
    ),
    pattern
      ? or(
          ilike(suppliers.name, pattern),
          ilike(suppliers.contactEmail, pattern),
          ilike(suppliers.note, pattern),
        )
      : undefined,
  );
}

/** One page of the suppliers that the filters show, with what their tokens do, and how many there are. */
export async function listSuppliers(
  ctx: Context,
  query: SupplierQuery,
): Promise<{ rows: SupplierRow[]; total: number }> {
  const where = condition(query);
  const { rows, sorts } = selectSuppliers(ctx);
  const column = sorts[query.sort.id];
  const order = query.sort.desc ? sql`${column} desc nulls last` : asc(column);
  const page = await rows
    .where(where)
    .orderBy(order, asc(suppliers.id))
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  const [totals] = await ctx.db.select({ total: count() }).from(suppliers).where(where);
  return { rows: page, total: totals?.total ?? 0 };
}

/** Every supplier that the filters show, oldest first. */
export function eachSupplier(ctx: Context, query: Filtered): AsyncGenerator<SupplierRow> {
  return eachById((after, limit) =>
    selectSuppliers(ctx)
      .rows.where(and(condition(query), after ? gt(suppliers.id, after) : undefined))
      .orderBy(asc(suppliers.id))
      .limit(limit),
  );
}

/** One supplier, archived ones included. Throws `not_found`. */
export async function getSupplier(ctx: Context, id: string): Promise<SupplierDetails> {
  const [row] = await selectSuppliers(ctx).rows.where(eq(suppliers.id, id));
  if (!row) throw notFound("This supplier");
  return { ...row, version: supplierVersion(row) };
}

/** What an archived supplier would leave behind, for the question before. Throws `not_found`. */
export async function getArchiveImpact(ctx: Context, { id }: IdInput): Promise<ArchiveImpact> {
  const { usableTokens } = await getSupplier(ctx, id);
  const [scheduled] = await ctx.db
    .select({ tokens: count() })
    .from(apiTokens)
    .where(and(eq(apiTokens.supplierId, id), eq(tokenState, "scheduled")));
  return { usableTokens, scheduledTokens: scheduled?.tokens ?? 0 };
}

/** The suppliers that a token may be given to, by name. */
export async function listSupplierOptions(ctx: Context): Promise<SupplierOption[]> {
  return ctx.db
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(isNull(suppliers.archivedAt))
    .orderBy(asc(suppliers.name), asc(suppliers.id));
}

/** The first suppliers with that text in their name, by name; archived ones too, for they keep their tokens. */
export async function searchSuppliers(
  ctx: Context,
  { q }: SearchSuppliersInput,
): Promise<{ suppliers: SupplierOption[]; hasMore: boolean }> {
  const pattern = containsPattern(q);
  const found = await ctx.db
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(pattern ? ilike(suppliers.name, pattern) : undefined)
    .orderBy(asc(suppliers.name), asc(suppliers.id))
    .limit(FOUND_SUPPLIERS + 1);
  return { suppliers: found.slice(0, FOUND_SUPPLIERS), hasMore: found.length > FOUND_SUPPLIERS };
}

/** The names of those of the suppliers that are there, by name; archived ones too. */
export async function listSuppliersById(ctx: Context, ids: string[]): Promise<SupplierOption[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(inArray(suppliers.id, ids))
    .orderBy(asc(suppliers.name), asc(suppliers.id));
}

/** The supplier when it is there and not archived, null otherwise; inside a transaction it stays so until its end. */
export async function findActiveSupplier(
  executor: Pick<Context["db"], "select">,
  id: string,
): Promise<SupplierOption | null> {
  const [row] = await executor
    .select({ id: suppliers.id, name: suppliers.name })
    .from(suppliers)
    .where(and(eq(suppliers.id, id), isNull(suppliers.archivedAt)))
    .for("share");
  return row ?? null;
}
