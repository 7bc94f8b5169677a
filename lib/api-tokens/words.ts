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
