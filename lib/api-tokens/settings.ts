import type { TokenState } from "@/db/constants";

/** The states in which a token's calls are served and its callbacks are called. */
export const USABLE_STATES: ReadonlySet<TokenState> = new Set(["active", "expiring"]);

/** The spans, in days from now, in which the token table looks for expirations. */
export const EXPIRY_DAYS = [7, 14, 30, 90] as const;

/** A token is `expiring` in the last days before its expiration. */
export const EXPIRING_DAYS = 14;

/** Calls per minute: the bounds of the setting, and what a token has that is given none. */
export const RATE_LIMIT = { min: 1, max: 100_000, default: 600 };

/** For how many hours the old secret is served beside the new one, by the choices that there are. */
export const OVERLAP_HOURS = { now: 0, "1h": 1, "24h": 24, "7d": 168 } as const;

export type Overlap = keyof typeof OVERLAP_HOURS;

/** The most calls of a rotation that are counted, the newest ones; of more, only that they are more is known. */
export const MAX_COUNTED_CALLS = 10_000;

/** The most messages of an export that are counted; of more, only that they are more is known. */
export const MAX_COUNTED_MESSAGES = 1_000_000;
