import "server-only";
import { eq, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Permission, TokenState } from "@/db/constants";
import { apiTokens, retiredSecrets } from "@/db/schema/api-tokens";
import { AppError } from "../errors";
import { formatDate } from "../format/dates";
import { isAllowedIp } from "./allowed-ips";
import type { Grant } from "./grant";
import { hashSecret, isWellFormedSecret, loggablePrefix } from "./secret";
import { tokenState } from "./state";

/** Which of a token's secrets a call came with. */
export type UsedSecret = {
  /** Its last four characters. */
  hint: string;
  /** Until when it is served at the latest, when a rotation has replaced it; null for the token's own secret. */
  replacedUntil: Date | null;
  /** The hash of the token's own secret while a rotation's old one is served beside it: being served ends that. */
  endsOverlapAs: string | null;
};

/** Whose call it is and, when it may not pass, why; a refused call is attributed as far as it can be. */
export type Identity = {
  grant: Grant | null;
  tokenId: string | null;
  supplierId: string | null;
  secretPrefix: string | null;
  secret: UsedSecret | null;
  /** Calls that the token may make in a minute; null when nobody knows it. */
  rateLimitPerMinute: number | null;
  refusal: AppError | null;
};

const UNKNOWN: Identity = {
  grant: null,
  tokenId: null,
  supplierId: null,
  secretPrefix: null,
  secret: null,
  rateLimitPerMinute: null,
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

const tokenColumns = {
  tokenId: apiTokens.id,
  supplierId: apiTokens.supplierId,
  permissions: apiTokens.permissions,
  masksContacts: apiTokens.masksContacts,
  allowedIps: apiTokens.allowedIps,
  rateLimitPerMinute: apiTokens.rateLimitPerMinute,
  state: tokenState,
  numberIds: sql<string[] | null>`case when ${apiTokens.seesAllNumbers} then null else array(
    select seen.managed_number_id from api_token_numbers seen where seen.token_id = api_tokens.id) end`,
};

const overlapLasts: SQL<boolean> = sql<boolean>`coalesce(${apiTokens.previousSecretUntil} > now(), false)`;

/** Finds a token by its own secret or the one before it, and which of the two that is. */
async function findToken(db: Database, secretHash: string) {
  const [row] = await db
    .select({
      ...tokenColumns,
      isOwn: sql<boolean>`${apiTokens.secretHash} = ${secretHash}`,
      overlapLasts,
      secretHint: apiTokens.secretHint,
      secretCreatedAt: apiTokens.secretCreatedAt,
      previousSecretHint: apiTokens.previousSecretHint,
      previousSecretUntil: apiTokens.previousSecretUntil,
    })
    .from(apiTokens)
    .where(or(eq(apiTokens.secretHash, secretHash), eq(apiTokens.previousSecretHash, secretHash)))
    .limit(1);
  if (!row) return null;
  const { isOwn, overlapLasts: lasts, secretHint, previousSecretHint, ...token } = row;
  const secret: UsedSecret = {
    hint: (isOwn ? secretHint : previousSecretHint) ?? "",
    replacedUntil: isOwn ? null : token.previousSecretUntil,
    endsOverlapAs: isOwn && lasts ? secretHash : null,
  };
  return { ...token, secret, replacedAt: isOwn || lasts ? null : token.secretCreatedAt };
}

/** Finds the token of a secret from before its previous one, which is never served. */
async function findRetired(db: Database, secretHash: string) {
  const [row] = await db
    .select({ ...tokenColumns, hint: retiredSecrets.secretHint, replacedAt: retiredSecrets.retiredAt })
    .from(retiredSecrets)
    .innerJoin(apiTokens, eq(apiTokens.id, retiredSecrets.tokenId))
    .where(eq(retiredSecrets.secretHash, secretHash))
    .limit(1);
  if (!row) return null;
  const { hint, ...token } = row;
  return { ...token, secret: { hint, replacedUntil: token.replacedAt, endsOverlapAs: null } };
}

function rotated(replacedAt: Date | null): AppError | null {
  if (replacedAt === null) return null;
  const day = formatDate(replacedAt, "UTC", "date");
  return new AppError("secret_rotated", `This secret was replaced on ${day}. Use the new one.`);
}

function unknownSecret(secret: string): Identity {
  return {
    ...UNKNOWN,
    secretPrefix: loggablePrefix(secret),
    refusal: new AppError("token_unknown", "This token is not known. Check that it was copied whole."),
  };
}

/**
 * Finds the token of an `Authorization` header and checks its state, its secret and the caller's address, by the database as it
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
  const secretHash = hashSecret(secret);
  const token = (await findToken(db, secretHash)) ?? (await findRetired(db, secretHash));
  if (token === null) return unknownSecret(secret);
  const { tokenId, supplierId, masksContacts, numberIds } = token;
  const permissions = token.permissions as Permission[];
  return {
    grant: { tokenId, supplierId, permissions, masksContacts, numberIds },
    tokenId,
    supplierId,
    secretPrefix: null,
    secret: token.secret,
    rateLimitPerMinute: token.rateLimitPerMinute,
    refusal:
      UNUSABLE[token.state]?.() ??
      rotated(token.replacedAt) ??
      (isAllowedIp(token.allowedIps, ip)
        ? null
        : new AppError("ip_not_allowed", "This token may not be used from this address.")),
  };
}
