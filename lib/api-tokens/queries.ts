import "server-only";
import { asc, eq } from "drizzle-orm";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import { users } from "@/db/schema/users";
import { callbackState } from "../callbacks/state";
import type { Context } from "../context";
import { managedNumberColumns } from "../conversations/resource";
import { notFound } from "../errors";
import type { ApiContext } from "../http/api-route";
import type { TokenResource } from "./resource-schema";
import { rowColumns } from "./row-columns";
import type { TokenDetails } from "./schema";
import { tokenVersions } from "./sections";
import { tokenState } from "./state";

/** One token, deleted ones included. Throws `not_found`. */
export async function getToken(ctx: Context, id: string): Promise<TokenDetails> {
  const [row] = await ctx.db
    .select({
      ...rowColumns,
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
  const numberIds = numbers.map((number) => number.id);
  return {
    ...row,
    numberIds,
    numberLabels: numbers.map((number) => number.label),
    versions: tokenVersions({ ...row, numberIds }),
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

/** How the token's callbacks are doing, without their URLs, which may hold a secret. */
async function listOwnCallbacks(ctx: ApiContext): Promise<TokenResource["callbacks"]> {
  const rows = await ctx.db
    .select({
      eventType: callbacks.eventType,
      enabled: callbacks.enabled,
      failingSince: callbacks.failingSince,
      pausedAt: callbacks.pausedAt,
      pausedReason: callbacks.pausedReason,
      lastSuccessAt: callbacks.lastSuccessAt,
    })
    .from(callbacks)
    .where(eq(callbacks.tokenId, ctx.grant.tokenId))
    .orderBy(asc(callbacks.eventType));
  return rows.map((row) => ({
    event_type: row.eventType,
    state: callbackState(row),
    failing_since: row.failingSince?.toISOString() ?? null,
    paused_at: row.pausedAt?.toISOString() ?? null,
    paused_reason: row.pausedReason,
    last_success_at: row.lastSuccessAt?.toISOString() ?? null,
  }));
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
    callbacks: await listOwnCallbacks(ctx),
  };
}
