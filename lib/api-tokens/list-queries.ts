import "server-only";
import {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNull,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { suppliers } from "@/db/schema/suppliers";
import type { Context } from "../context";
import { eachById } from "../table/each-by-id";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import { rowColumns } from "./row-columns";
import type { TokenRow, tokenList } from "./schema";
import { tokenState } from "./state";

type TokenQuery = ListQueryOf<typeof tokenList>;

/** What decides which tokens are shown, without their order and page. */
export type TokenFilter = Pick<TokenQuery, "q" | "filters">;

const SORTS = {
  name: apiTokens.name,
  supplier: suppliers.name,
  state: tokenState,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
  createdAt: apiTokens.id,
} as const;

/** Only these columns can be empty; "nulls last" on another would keep its index from being used. */
const NULLABLE_SORTS: readonly TokenQuery["sort"]["id"][] = ["expiresAt", "lastUsedAt"];

function matches(ctx: Context, q: string): SQL | undefined {
  const pattern = containsPattern(q);
  if (!pattern) return undefined;
  // The suppliers are found once, not per token, and their names need no join in the count.
  const named = ctx.db.select({ id: suppliers.id }).from(suppliers).where(ilike(suppliers.name, pattern));
  return or(
    ilike(apiTokens.name, pattern),
    eq(apiTokens.secretHint, q),
    sql`${apiTokens.supplierId} = any(array(${named}))`,
  );
}

function expiresWithin(days: number | undefined): SQL | undefined {
  if (days === undefined) return undefined;
  return and(
    gt(apiTokens.expiresAt, sql`now()`),
    sql`${apiTokens.expiresAt} <= now() + make_interval(days => ${days}::int)`,
  );
}

/** What the filters show; deleted tokens only when their state is asked for. */
function condition(ctx: Context, { q, filters }: TokenFilter): SQL | undefined {
  const { state, supplier, permission, expires, used } = filters;
  return and(
    state.includes("deleted") ? undefined : isNull(apiTokens.deletedAt),
    state.length > 0 ? inArray(tokenState, state) : undefined,
    supplier.length > 0 ? inArray(apiTokens.supplierId, supplier) : undefined,
    permission.length > 0 ? arrayContains(apiTokens.permissions, permission) : undefined,
    expiresWithin(expires[0]),
    used.includes("never") ? isNull(apiTokens.lastUsedAt) : undefined,
    matches(ctx, q),
  );
}

function orderOf({ sort }: Pick<TokenQuery, "sort">): SQL[] {
  const direction = sort.desc ? desc : asc;
  if (sort.id === "createdAt") return [direction(apiTokens.id)];
  const first = direction(SORTS[sort.id]);
  return [NULLABLE_SORTS.includes(sort.id) ? sql`${first} nulls last` : first, desc(apiTokens.id)];
}

/** True when something is searched or filtered: then every token must be looked at, by one scan at best. */
function isNarrowed({ q, filters }: TokenFilter): boolean {
  return q !== "" || Object.values(filters).some((values) => values.length > 0);
}

function countTokens(ctx: Context, query: TokenFilter): Promise<number> {
  return ctx.db.$count(apiTokens, condition(ctx, query));
}

/** The ids of one page: whatever is read per row is then read for these rows only, also far from the first page. */
function pageOf(ctx: Context, query: TokenQuery) {
  const total = isNarrowed(query) ? sql<number>`(count(*) over ())::int` : sql<number>`0`;
  const ids = ctx.db
    .select({ id: apiTokens.id, total: total.as("total") })
    .from(apiTokens)
    .$dynamic();
  if (query.sort.id === "supplier") ids.innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId));
  return ids
    .where(condition(ctx, query))
    .orderBy(...orderOf(query))
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .as("page");
}

async function readPage(
  ctx: Context,
  query: TokenQuery,
): Promise<{ rows: TokenRow[]; total: number | null }> {
  const page = pageOf(ctx, query);
  const read = await ctx.db
    .select({ row: rowColumns, total: page.total })
    .from(page)
    .innerJoin(apiTokens, eq(apiTokens.id, page.id))
    .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
    .orderBy(...orderOf(query));
  return { rows: read.map(({ row }) => row), total: read[0]?.total ?? null };
}

/** One page of the token table and how many tokens the filters show. */
export async function listTokens(
  ctx: Context,
  query: TokenQuery,
): Promise<{ rows: TokenRow[]; total: number }> {
  if (!isNarrowed(query)) {
    const [{ rows }, total] = await Promise.all([readPage(ctx, query), countTokens(ctx, query)]);
    return { rows, total };
  }
  const { rows, total } = await readPage(ctx, query);
  // A page beyond the last has no row that could tell the total.
  return { rows, total: total ?? (query.page > 1 ? await countTokens(ctx, query) : 0) };
}

/** Every token that the filters show, oldest first. */
export function eachToken(ctx: Context, query: TokenFilter): AsyncGenerator<TokenRow> {
  return eachById((after, limit) =>
    ctx.db
      .select(rowColumns)
      .from(apiTokens)
      .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
      .where(and(condition(ctx, query), after ? gt(apiTokens.id, after) : undefined))
      .orderBy(asc(apiTokens.id))
      .limit(limit),
  );
}
