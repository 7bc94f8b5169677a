import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../format/durations";

/** Waits after the first attempts of one delivery. */
const FIRST_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
];

/** The wait after every further one, to three days and beyond, for nothing is given up before the callback is paused. */
const LAST_DELAY_MS = 4 * HOUR_MS;

const JITTER = 0.2;
const MAX_RETRY_AFTER_MS = HOUR_MS;

export type RetryInput = {
  /** Number of attempts made, the failed one included. */
  attempts: number;
  /** What the receiver asked for, if anything. */
  retryAfterMs: number | null;
  /** From 0 up to 1. */
  random: () => number;
};

/**
 * How long to wait after a failed attempt: the schedule's wait give or take a fifth, or what the receiver asked for
 * where that is longer, up to one hour.
 */
export function retryDelayMs({ attempts, retryAfterMs, random }: RetryInput): number {
  const base = FIRST_DELAYS_MS[Math.max(attempts, 1) - 1] ?? LAST_DELAY_MS;
  const own = Math.round(base * (1 - JITTER + 2 * JITTER * random()));
  return Math.max(own, Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
}

/** Why an answer makes the product stop calling, in words for the admin; null when it does not. */
export function pauseReason(statusCode: number | null): string | null {
  return statusCode === 410 ? "The endpoint answered 410 Gone: it asks not to be called any more." : null;
}
