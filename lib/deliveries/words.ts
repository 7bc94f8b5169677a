import type { DeliveryState } from "@/db/constants";

/** What a list of deliveries is narrowed to: their states, and of the pending ones those whose last attempt failed. */
export const DELIVERY_STATE_LABELS: Record<DeliveryState | "failing", string> = {
  pending: "Pending",
  failing: "Failing",
  delivered: "Delivered",
  cancelled: "Cancelled",
};

type Stated = { state: DeliveryState; isFailing: boolean; deliveredAt: Date | null };

/** A delivery's state in a word; one that failed, or is sent again, says so. */
export function stateWords({ state, isFailing, deliveredAt }: Stated): string {
  if (isFailing) return DELIVERY_STATE_LABELS.failing;
  return state === "pending" && deliveredAt !== null ? "Pending again" : DELIVERY_STATE_LABELS[state];
}

/** Why a pending delivery waits, in the order of precedence that `waitsFor` follows. */
export const WAIT_REASONS = {
  token_deleted: "The token is deleted: it will be cancelled.",
  token_paused: "The token is paused.",
  token_expired: "The token has expired: it will be cancelled.",
  token_scheduled: "The token is not active yet.",
  endpoint_removed: "The endpoint was taken away: it will be cancelled.",
  callback_off: "The callback is switched off.",
  callback_paused: "Calls to this endpoint are paused.",
  earlier_delivery: "An earlier delivery of the same conversation comes first.",
  under_way: "It is being sent.",
  callback_failing: "The endpoint only fails: one delivery at a time is tried, the others wait.",
  retry: "It is tried again after a failure.",
  resend: "It was delivered before and is sent again.",
  due: "It takes its turn.",
} as const;
export type WaitReason = keyof typeof WAIT_REASONS;

const TAKES_ITS_TURN: readonly (WaitReason | null)[] = ["callback_failing", "retry", "resend", "due"];

/** True for one that waits for nothing but the time of its next attempt. */
export function takesItsTurn({ waitsFor }: { waitsFor: WaitReason | null }): boolean {
  return TAKES_ITS_TURN.includes(waitsFor);
}

/** What keeps a callback from being called at all, with what to do first, going on in a sentence. */
export const BLOCK_REASONS = {
  token_deleted: "the token is deleted",
  token_paused: "the token is paused; resume it first",
  token_expired: "the token has expired; give it a later expiration first",
  token_scheduled: "the token is not active yet",
  endpoint_removed: "the callback has no endpoint; set one first",
  callback_off: "the callback is switched off; switch it on first",
  callback_paused: "calls to this endpoint are paused; resume its callback first",
} as const;
export type BlockReason = keyof typeof BLOCK_REASONS;

/** Why a delivery is not resent, retried or cancelled, going on in a sentence. */
export const CHANGE_REFUSALS = {
  ...BLOCK_REASONS,
  not_there: "it is not there any more",
  pending: "it is pending already",
  not_pending: "it is not pending",
  number_not_visible: "the token does not see the managed number",
  earlier_delivery: "an earlier delivery of the same conversation comes first",
  under_way: "it is being sent",
  due: "it is due already",
} as const;
export type ChangeRefusal = keyof typeof CHANGE_REFUSALS;

const CANCEL_REASONS: Record<string, string> = {
  cancelled_by_admin: "An admin cancelled it.",
  token_deleted: "The token was deleted.",
  token_expired: "The token expired.",
  callback_removed: "The endpoint was taken away.",
  number_not_visible: "The token does not see the managed number any more.",
};

const ERRORS: Record<string, string> = {
  dns: "The host name was not found",
  address_forbidden: "The address is not a public one",
  refused: "The connection was refused",
  unreachable: "The host could not be reached",
  reset: "The connection was cut",
  tls: "The TLS connection failed",
  timeout_connect: "No connection in time",
  timeout: "No answer in time",
  protocol: "The answer was not HTTP",
  aborted: "The attempt was broken off by a restart",
  internal: "The attempt failed on our side",
  network: "The network failed",
};

function known(words: Record<string, string>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

/** Why a delivery was cancelled. */
export function cancelWords(reason: string): string {
  return known(CANCEL_REASONS, reason);
}

/** What kept an attempt from being answered: "The host name was not found"; what this version does not know stays as it is. */
export function failureWords(error: string): string {
  return known(ERRORS, error);
}

/** What became of an attempt: "HTTP 503", "No answer in time". */
export function attemptWords(attempt: { statusCode: number | null; error: string | null }): string {
  if (attempt.error !== null) return failureWords(attempt.error);
  return attempt.statusCode === null ? "No answer" : `HTTP ${attempt.statusCode}`;
}

/** What tells why a delivery is not delivered. */
type Undelivered = {
  state: DeliveryState;
  waitsFor: WaitReason | null;
  cancelledReason: string | null;
  pausedReason: string | null;
};

/** Why a delivery is not delivered, in one sentence; null for one that is. */
export function reasonWords(row: Undelivered): string | null {
  if (row.state === "cancelled")
    return row.cancelledReason === null ? null : cancelWords(row.cancelledReason);
  if (row.waitsFor === "callback_paused" && row.pausedReason !== null) return row.pausedReason;
  return row.waitsFor && WAIT_REASONS[row.waitsFor];
}
