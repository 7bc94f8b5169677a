/**
 * The numbers of all advisory locks, which share one space in a database: two that were the same would wait for each other.
 */
export const ADVISORY_LOCKS = {
  migration: 7_401_365,
  partitions: 7_401_366,
  requestRetention: 7_401_367,
  supplierNames: 7_401_368,
  seed: 7_401_369,
} as const;
