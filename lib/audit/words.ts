/** The kinds of change that the audit log is filtered by. */
export const AUDIT_KINDS = ["tokens", "callbacks", "suppliers", "numbers", "users", "downloads"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AUDIT_KIND_LABELS: Record<AuditKind, string> = {
  tokens: "Tokens",
  callbacks: "Callbacks",
  suppliers: "Suppliers",
  numbers: "Managed numbers",
  users: "Users",
  downloads: "Downloads",
};

/** What a change is about, by its word. */
const TARGET_LABELS = {
  api_token: "Token",
  supplier: "Supplier",
  managed_number: "Managed number",
  user: "User",
  delivery: "Delivery",
  audit_log: "Audit log",
  request_log: "Request log",
} as const;
type AuditTargetType = keyof typeof TARGET_LABELS;

type ActionWords = {
  kind: AuditKind;
  targetType: AuditTargetType;
  /** Goes on from the person's name: "ada@example.com paused the token". */
  words: string;
};

/** Everything that is recorded in the audit log, in words. What is not in this list cannot be recorded. */
export const AUDIT_ACTIONS = {
  "api_token.created": { kind: "tokens", targetType: "api_token", words: "created the token" },
  "api_token.details_changed": { kind: "tokens", targetType: "api_token", words: "changed details" },
  "api_token.permissions_changed": { kind: "tokens", targetType: "api_token", words: "changed permissions" },
  "api_token.paused": { kind: "tokens", targetType: "api_token", words: "paused the token" },
  "api_token.resumed": { kind: "tokens", targetType: "api_token", words: "resumed the token" },
  "api_token.secret_rotated": { kind: "tokens", targetType: "api_token", words: "rotated the secret" },
  "api_token.overlap_ended": { kind: "tokens", targetType: "api_token", words: "stopped the old secret" },
  "api_token.deleted": { kind: "tokens", targetType: "api_token", words: "deleted the token" },
  "api_token.callbacks_changed": { kind: "callbacks", targetType: "api_token", words: "changed callbacks" },
  "api_token.callback_paused": { kind: "callbacks", targetType: "api_token", words: "paused a callback" },
  "api_token.callback_resumed": { kind: "callbacks", targetType: "api_token", words: "resumed a callback" },
  "api_token.signing_secret_revealed": {
    kind: "callbacks",
    targetType: "api_token",
    words: "revealed the signing secret",
  },
  "api_token.signing_secret_rotated": {
    kind: "callbacks",
    targetType: "api_token",
    words: "rotated the signing secret",
  },
  "api_token.signing_overlap_ended": {
    kind: "callbacks",
    targetType: "api_token",
    words: "stopped the old signing secret",
  },
  "api_token.callback_tested": {
    kind: "callbacks",
    targetType: "api_token",
    words: "sent a test callback",
  },
  "api_token.callback_tried": {
    kind: "callbacks",
    targetType: "api_token",
    words: "had a callback tried at once",
  },
  "deliveries.resent": { kind: "callbacks", targetType: "api_token", words: "resent deliveries" },
  "deliveries.retried": { kind: "callbacks", targetType: "api_token", words: "retried deliveries at once" },
  "deliveries.cancelled": { kind: "callbacks", targetType: "api_token", words: "cancelled deliveries" },
  "deliveries.recovered": { kind: "callbacks", targetType: "api_token", words: "recovered deliveries" },
  "supplier.created": { kind: "suppliers", targetType: "supplier", words: "created the supplier" },
  "supplier.updated": { kind: "suppliers", targetType: "supplier", words: "changed the supplier" },
  "supplier.archived": { kind: "suppliers", targetType: "supplier", words: "archived the supplier" },
  "supplier.restored": { kind: "suppliers", targetType: "supplier", words: "restored the supplier" },
  "managed_number.labelled": { kind: "numbers", targetType: "managed_number", words: "changed the label" },
  "user.disabled": { kind: "users", targetType: "user", words: "disabled the user" },
  "user.enabled": { kind: "users", targetType: "user", words: "enabled the user" },
  "user.signed_out": { kind: "users", targetType: "user", words: "signed the user out" },
  "api_tokens.downloaded": { kind: "downloads", targetType: "api_token", words: "downloaded the tokens" },
  "request_log.downloaded": { kind: "downloads", targetType: "api_token", words: "downloaded the log" },
  "whole_request_log.downloaded": {
    kind: "downloads",
    targetType: "request_log",
    words: "downloaded the request log",
  },
  "unknown_secrets.downloaded": {
    kind: "downloads",
    targetType: "request_log",
    words: "downloaded the unknown secrets",
  },
  "suppliers.downloaded": { kind: "downloads", targetType: "supplier", words: "downloaded the suppliers" },
  "managed_numbers.downloaded": {
    kind: "downloads",
    targetType: "managed_number",
    words: "downloaded the managed numbers",
  },
  "users.downloaded": { kind: "downloads", targetType: "user", words: "downloaded the users" },
  "deliveries.downloaded": { kind: "downloads", targetType: "delivery", words: "downloaded the deliveries" },
  "token_deliveries.downloaded": {
    kind: "downloads",
    targetType: "api_token",
    words: "downloaded the token's deliveries",
  },
  "audit_log.downloaded": { kind: "downloads", targetType: "audit_log", words: "downloaded the audit log" },
} as const satisfies Record<string, ActionWords>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The change in words; a recorded action that this version does not know is shown as it stands. */
export function actionWords(action: string): string {
  return Object.hasOwn(AUDIT_ACTIONS, action) ? AUDIT_ACTIONS[action as AuditAction].words : action;
}

/** The actions of these kinds. */
export function actionsOfKinds(kinds: readonly AuditKind[]): string[] {
  return Object.entries(AUDIT_ACTIONS).flatMap(([action, { kind }]) =>
    kinds.includes(kind) ? [action] : [],
  );
}

/** What a change is about in a word; a type that this version does not know is shown as it stands. */
export function targetWords(targetType: string): string {
  return Object.hasOwn(TARGET_LABELS, targetType) ? TARGET_LABELS[targetType as AuditTargetType] : targetType;
}
