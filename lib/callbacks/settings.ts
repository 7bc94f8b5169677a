/** For how many hours callbacks are signed with the old secret too, by the choices that there are. */
export const SIGNING_OVERLAP_HOURS = { "1h": 1, "24h": 24, "3d": 72, "7d": 168 } as const;

export type SigningOverlap = keyof typeof SIGNING_OVERLAP_HOURS;

/** So many tests of a token's callbacks may be sent in a minute. */
export const TESTS_PER_MINUTE = 10;

/** So many deliveries that wait are counted; beyond it only "more" is known. */
export const MAX_COUNTED_DELIVERIES = 10_000;

/** The header by which a receiver knows a test from a callback; its value is "true". */
export const TEST_HEADER = "webhook-test";
