import "server-only";
import type { Database } from "@/db/client";
import type { TokenState } from "@/db/constants";
import { AppError } from "../errors";
import { formatDate } from "../format/dates";
import { isAllowedIp } from "./allowed-ips";
import type { Grant } from "./grant";
import { hashSecret, isWellFormedSecret, loggablePrefix } from "./secret";
import { findRetired, findToken, type UsedSecret } from "./token-lookup";

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
  const { tokenId, supplierId, permissions, masksContacts, numberIds } = token;
  return {
    grant: { tokenId, permissions, masksContacts, numberIds },
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
