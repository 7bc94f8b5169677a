import "server-only";
import { asc, eq } from "drizzle-orm";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import { tokenState } from "../../api-tokens/state";
import { notFound } from "../../errors";
import type { ApiContext } from "../../http/api-route";
import { managedNumberColumns } from "../resource";
import type { TokenResource } from "../schema";

function listChosenNumbers(ctx: ApiContext) {
  return ctx.db
    .select(managedNumberColumns)
    .from(apiTokenNumbers)
    .innerJoin(managedNumbers, eq(managedNumbers.id, apiTokenNumbers.managedNumberId))
    .where(eq(apiTokenNumbers.tokenId, ctx.grant.tokenId))
    .orderBy(asc(managedNumbers.phone), asc(managedNumbers.id));
}

/** What the calling token is, may do and sees; never anything of its secrets. */
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
      rateLimitPerMinute: apiTokens.rateLimitPerMinute,
      allowedIps: apiTokens.allowedIps,
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
      rate_limit_per_minute: token.rateLimitPerMinute,
      allowed_ips: token.allowedIps,
    },
  };
}
