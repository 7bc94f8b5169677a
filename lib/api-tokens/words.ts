import type { TokenState } from "@/db/constants";

/** The states in words. */
export const TOKEN_STATE_LABELS: Record<TokenState, string> = {
  active: "Active",
  expiring: "Expiring",
  scheduled: "Scheduled",
  paused: "Paused",
  expired: "Expired",
  deleted: "Deleted",
};

/** Why neither secret of a rotation is served, by the token's state; null where both are. */
export const REFUSED_SECRETS: Record<TokenState, string | null> = {
  active: null,
  expiring: null,
  paused: "Both secrets are refused while the token is paused",
  scheduled: "Both secrets are refused until the token starts",
  expired: "Both secrets are refused: the token has expired",
  deleted: "Both secrets are refused: the token is deleted",
};

/** The settings in words, as a sentence names them. */
export const FIELD_LABELS = {
  name: "name",
  supplierId: "supplier",
  activatesAt: "activation",
  expiresAt: "expiration",
  rateLimitPerMinute: "rate limit",
  allowedIps: "allowed addresses",
  note: "note",
  permissions: "permissions",
  seesAllNumbers: "managed numbers",
  numberIds: "managed numbers",
  masksContacts: "contact data",
} as const;

/** What is wrong with an expiration that is not after the activation. */
export const EXPIRATION_FAULT = "The expiration must be after the activation.";
