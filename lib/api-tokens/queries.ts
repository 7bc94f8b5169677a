import "server-only";
import { and, asc, count, desc, eq, gt, ilike, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Permission } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import { managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import { users } from "@/db/schema/users";
import type { Context } from "../context";
import { managedNumberColumns } from "../conversations/resource";
import { notFound } from "../errors";
import type { ApiContext } from "../http/api-route";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import type {
  DeletionImpact,
  TokenDetails,
  TokenIdInput,
  TokenResource,
  TokenRow,
  tokenList,
} from "./schema";
import { tokenState } from "./state";

type TokenQuery = ListQueryOf<typeof tokenList>;

const numberCount = sql<number>`(select count(*)::int from api_token_numbers seen
  where seen.token_id = ${apiTokens.id})`;
const callbackCount = sql<number>`(select count(*)::int from callbacks
  where callbacks.token_id = ${apiTokens.id} and callbacks.enabled)`;
const failingCallbackCount = sql<number>`(select count(*)::int from callbacks
  where callbacks.token_id = ${apiTokens.id} and callbacks.enabled
    and (callbacks.failing_since is not null or callbacks.paused_at is not null))`;

const rowColumns = {
  id: apiTokens.id,
  name: apiTokens.name,
  secretHint: apiTokens.secretHint,
  supplierId: apiTokens.supplierId,
  supplierName: suppliers.name,
  state: tokenState,
  activatesAt: apiTokens.activatesAt,
  expiresAt: apiTokens.expiresAt,
  deletedAt: apiTokens.deletedAt,
  permissions: sql<Permission[]>`${apiTokens.permissions}`,
  seesAllNumbers: apiTokens.seesAllNumbers,
  numberCount,
  masksContacts: apiTokens.masksContacts,
  allowedIps: apiTokens.allowedIps,
  rateLimitPerMinute: apiTokens.rateLimitPerMinute,
  note: apiTokens.note,
  callbackCount,
  failingCallbackCount,
  lastUsedAt: apiTokens.lastUsedAt,
  createdAt: apiTokens.createdAt,
};

const SORTS = {
  name: apiTokens.name,
  supplier: suppliers.name,
  state: tokenState,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
  createdAt: apiTokens.id,
} as const;

/** What the filters show; deleted tokens only when they are asked for. */
function condition(query: Pick<TokenQuery, "q" | "filters">): SQL | undefined {
  const { state, supplier } = query.filters;
  const pattern = containsPattern(query.q);
  return and(
    state.length > 0 ? inArray(tokenState, state) : isNull(apiTokens.deletedAt),
    supplier.length > 0 ? inArray(apiTokens.supplierId, supplier) : undefined,
    pattern
      ? or(ilike(apiTokens.name, pattern), ilike(suppliers.name, pattern), eq(apiTokens.secretHint, query.q))
      : undefined,
  );
}

function orderOf({ sort }: Pick<TokenQuery, "sort">): SQL[] {
  // Ids are never null, and "nulls last" would keep their index from being used.
  if (sort.id === "createdAt") return [sort.desc ? desc(apiTokens.id) : asc(apiTokens.id)];
  const column = SORTS[sort.id];
  return [sql`${column} ${sql.raw(sort.desc ? "desc" : "asc")} nulls last`, desc(apiTokens.id)];
}

function selectRows(db: Executor) {
  return db.select(rowColumns).from(apiTokens).innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId));
}

/** One page of the token table and how many tokens the filters show. */
export async function listTokens(
  ctx: Context,
  query: TokenQuery,
): Promise<{ rows: TokenRow[]; total: number }> {
  const where = condition(query);
  const rows = await selectRows(ctx.db)
    .where(where)
    .orderBy(...orderOf(query))
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  const [totals] = await ctx.db
    .select({ total: count() })
    .from(apiTokens)
    .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
    .where(where);
  return { rows, total: totals?.total ?? 0 };
}

const EXPORT_PAGE = 1000;

/** Every token that the filters show, oldest first, read in pages so that memory stays constant. */
export async function* eachToken(
  ctx: Context,
  query: Pick<TokenQuery, "q" | "filters">,
): AsyncGenerator<TokenRow> {
  let after: string | null = null;
  for (;;) {
    const rows: TokenRow[] = await selectRows(ctx.db)
      .where(and(condition(query), after ? gt(apiTokens.id, after) : undefined))
      .orderBy(asc(apiTokens.id))
      .limit(EXPORT_PAGE);
    yield* rows;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < EXPORT_PAGE || after === null) return;
  }
}

/** One token, deleted ones included. Throws `not_found`. */
export async function getToken(ctx: Context, id: string): Promise<TokenDetails> {
  const [row] = await ctx.db
    .select({
      ...rowColumns,
      pausedAt: apiTokens.pausedAt,
      createdByName: users.name,
    })
    .from(apiTokens)
    .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .where(eq(apiTokens.id, id));
  if (!row) throw notFound("This token");
  const numbers = await ctx.db
    .select({ id: managedNumbers.id, label: managedNumbers.label })
    .from(apiTokenNumbers)
    .innerJoin(managedNumbers, eq(managedNumbers.id, apiTokenNumbers.managedNumberId))
    .where(eq(apiTokenNumbers.tokenId, id))
    .orderBy(asc(managedNumbers.label), asc(managedNumbers.id));
  return {
    ...row,
    numberIds: numbers.map((number) => number.id),
    numberLabels: numbers.map((number) => number.label),
  };
}

/** What would die with the token, for the question before its deletion. Throws `not_found`. */
export async function getDeletionImpact(ctx: Context, { id }: TokenIdInput): Promise<DeletionImpact> {
  const [token] = await ctx.db
    .select({
      lastUsedAt: apiTokens.lastUsedAt,
      usedInLastDay: sql<boolean>`coalesce(${apiTokens.lastUsedAt} > now() - interval '24 hours', false)`,
    })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  if (!token) throw notFound("This token");
  const [calls] = await ctx.db
    .select({ total: count() })
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, id), gt(apiRequests.startedAt, sql`now() - interval '24 hours'`)));
  const endpoints = await ctx.db
    .select({ id: callbacks.id, eventType: callbacks.eventType, url: callbacks.url })
    .from(callbacks)
    .where(and(eq(callbacks.tokenId, id), ne(callbacks.url, "")))
    .orderBy(asc(callbacks.eventType));
  const [pending] = await ctx.db
    .select({ total: count() })
    .from(deliveries)
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .where(and(eq(callbacks.tokenId, id), eq(deliveries.state, "pending")));
  return {
    ...token,
    callsInLastDay: calls?.total ?? 0,
    pendingDeliveries: pending?.total ?? 0,
    endpoints: endpoints.map(({ eventType, url }) => ({ eventType, url })),
  };
}

function listChosenNumbers(ctx: ApiContext) {
  return ctx.db
    .select(managedNumberColumns)
    .from(apiTokenNumbers)
    .innerJoin(managedNumbers, eq(managedNumbers.id, apiTokenNumbers.managedNumberId))
    .where(eq(apiTokenNumbers.tokenId, ctx.grant.tokenId))
    .orderBy(asc(managedNumbers.phone), asc(managedNumbers.id));
}

/** What the calling token is, may do and sees; of its secrets only the last four characters of the one that was used. */
export async function getOwnToken(ctx: ApiContext): Promise<TokenResource> {
  const [token] = await ctx.db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      supplier: suppliers.name,
      state: tokenState,
      activatesAt: apiTokens.activatesAt,
      expiresAt: apiTokens.expiresAt,
      permissions: apiTokens.permissions,
      seesAllNumbers: apiTokens.seesAllNumbers,
      masksContacts: apiTokens.masksContacts,
      allowedIps: apiTokens.allowedIps,
      rateLimitPerMinute: apiTokens.rateLimitPerMinute,
    })
    .from(apiTokens)
    .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
    .where(eq(apiTokens.id, ctx.grant.tokenId))
    .limit(1);
  if (!token) throw notFound("This token");
  return {
    id: token.id,
    name: token.name,
    supplier: token.supplier,
    state: token.state,
    activates_at: token.activatesAt.toISOString(),
    expires_at: token.expiresAt?.toISOString() ?? null,
    permissions: token.permissions,
    visibility: {
      all_numbers: token.seesAllNumbers,
      managed_numbers: token.seesAllNumbers ? [] : await listChosenNumbers(ctx),
      masks_contacts: token.masksContacts,
    },
    limits: {
      allowed_ips: token.allowedIps,
      rate_limit_per_minute: token.rateLimitPerMinute,
    },
    secret: {
      hint: ctx.secret.hint,
      replaced_until: ctx.secret.replacedUntil?.toISOString() ?? null,
    },
  };
}
