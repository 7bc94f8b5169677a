/** What the seed is given from the layers above, and the clock. */
export type SeedDeps = {
  now: Date;
  /** Makes a token's secret; `randomIndex` gives the same numbers at every seed, and may be left unused. */
  createSecret: (randomIndex: (below: number) => number) => string;
  hashSecret: (secret: string) => string;
  secretHint: (secret: string) => string;
  /** Makes a `whsec_…`; `randomIndex` as above. */
  createSigningSecret: (randomIndex: (below: number) => number) => string;
  /** Encrypts a signing secret for its column. */
  encryptSigningSecret: (plain: string) => string;
  /** Where the demo token's callbacks go; without it they are switched off. */
  receiverUrl?: string;
};
