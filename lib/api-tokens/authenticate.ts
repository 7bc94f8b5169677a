import "server-only";
import { and, eq, gt, or, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Permission, TokenState } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { AppError } from "../errors";
import { isAllowedIp } from "./allowed-ips";
import type { Grant } from "./grant";
import { hashSecret, isWellFormedSecret, loggablePrefix } from "./secret";
import { tokenState } from "./state";

/** Whose call it is and, when it may not pass, why; a refused call is attributed as far as it can be. */
export type Identity = {
  grant: Grant | null;
  tokenId: string | null;
  supplierId: string | null;
  secretPrefix: string | null;
  refusal: AppError | null;
};

const UNKNOWN: Identity = {
  grant: null,
  tokenId: null,
  supplierId: null,
  secretPrefix: null,
  refusal: null,
};

const UNUSABLE: Partial<Record<TokenState, () => AppError>> = {
  deleted: () => new AppError("token_deleted", "This token was deleted. Ask for a new one."),
  paused: () => new AppError("token_paused", "This token is paused. Ask its admin to resume it."),
  expired: () => new AppError("token_expired", "This token has expired. Ask for a new one."),
  scheduled: () =>
    new AppError("token_not_yet_active", "This token is not active yet. Check its activation date."),
};

function bearer(authorization: string | null): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(authorization ?? "");
  return match?.[1] ?? null;
}

async function findToken(db: Database, secretHash: string) {
  const numbers = sql<string[] | null>`case when ${apiTokens.seesAllNumbers} then null else array(
    select seen.managed_number_id from api_token_numbers seen where seen.token_id = api_tokens.id) end`;
  const [row] = await db
    .select({
      tokenId: apiTokens.id,
      supplierId: apiTokens.supplierId,
      permissions: apiTokens.permissions,
      masksContacts: apiTokens.masksContacts,
      allowedIps: apiTokens.allowedIps,
      state: tokenState,
      numberIds: numbers,
    })
    .from(apiTokens)
    .where(
      or(
        eq(apiTokens.secretHash, secretHash),
        and(eq(apiTokens.previousSecretHash, secretHash), gt(apiTokens.previousSecretUntil, sql`now()`)),
      ),
    )
    .limit(1);
  return row ?? null;
}

function unknownSecret(secret: string): Identity {
  return {
    ...UNKNOWN,
    secretPrefix: loggablePrefix(secret),
    refusal: new AppError("token_unknown", "This token is not known. Check that it was copied whole."),
  };
}

/**
 * Finds the token of an `Authorization` header and checks its state and the caller's address, by the database as it
 * is at this moment. Never throws for a refusal: that is part of the answer.
 */
export async function identify(
  db: Database,
  authorization: string | null,
  ip: string | null,
): Promise<Identity> {
  const secret = bearer(authorization);
  if (secret === null)
    return {
      ...UNKNOWN,
      refusal: new AppError("token_missing", "Send the token in the header `Authorization: Bearer wtp_…`."),
    };
  if (!isWellFormedSecret(secret)) return unknownSecret(secret);
  const token = await findToken(db, hashSecret(secret));
  if (token === null) return unknownSecret(secret);
  const { allowedIps, state, permissions, ...known } = token;
  const grant: Grant = { ...known, permissions: permissions as Permission[] };
  const refusal =
    UNUSABLE[state]?.() ??
    (isAllowedIp(allowedIps, ip)
      ? null
      : new AppError("ip_not_allowed", "This token may not be used from this address."));
  return {
    grant,
    tokenId: token.tokenId,
    supplierId: token.supplierId,
    secretPrefix: null,
    refusal,
  };
}
