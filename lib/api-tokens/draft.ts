import { MINUTE_MS } from "../format/durations";
import type { TokenDetails, TokenDraft } from "./schema";
import { RATE_LIMIT } from "./settings";

const MAX_NAME = 255;
const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** What the form of a new token begins with: the least that is of use, for a supplier that may be known. */
export function emptyDraft(supplierId = ""): TokenDraft {
  return {
    supplierId,
    name: "",
    note: null,
    activatesAt: null,
    expiresAt: null,
    allowedIps: [],
    rateLimitPerMinute: RATE_LIMIT.default,
    permissions: ["conversations:read"],
    seesAllNumbers: true,
    numberIds: [],
    masksContacts: false,
  };
}

/**
 * A token's settings as another one begins with them: usable at once, and for as long as the first was meant to live,
 * counted in whole minutes from `now`. No secret is among them.
 */
export function draftOf(token: TokenDetails, now: Date): TokenDraft {
  const { supplierId, note, allowedIps, rateLimitPerMinute } = token;
  const { permissions, seesAllNumbers, numberIds, masksContacts } = token;
  const lifetimeMs = token.expiresAt && token.expiresAt.getTime() - token.activatesAt.getTime();
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return {
    supplierId,
    name: `Copy of ${token.name}`.slice(0, MAX_NAME).replace(HALF_CHARACTER, "").trimEnd(),
    note,
    activatesAt: null,
    expiresAt: lifetimeMs === null ? null : new Date(minute + lifetimeMs),
    allowedIps,
    rateLimitPerMinute,
    permissions,
    seesAllNumbers,
    numberIds,
    masksContacts,
  };
}
