type Chosen<Filters> = Filters & { token: string[]; supplier: string[] };

/** The same question to a list of all tokens' rows, of which only this token's are asked for. */
export function ofToken<Q extends { filters: object }>(
  query: Q,
  tokenId: string,
): Q & { filters: Chosen<Q["filters"]> } {
  return { ...query, filters: { ...query.filters, token: [tokenId], supplier: [] } };
}
