import "server-only";
import { asc, ilike, inArray } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import type { Context } from "../context";
import { containsPattern } from "../table/like";
import type { SearchTokensInput, TokenOption } from "./name-schema";

/** So many tokens are offered to choose from. */
const FOUND_TOKENS = 20;

/** The first tokens by name whose name has the text in it; deleted ones too, for their calls outlive them. */
export async function searchTokens(
  ctx: Context,
  { q }: SearchTokensInput,
): Promise<{ tokens: TokenOption[]; hasMore: boolean }> {
  const pattern = containsPattern(q);
  const found = await ctx.db
    .select({ id: apiTokens.id, name: apiTokens.name })
    .from(apiTokens)
    .where(pattern ? ilike(apiTokens.name, pattern) : undefined)
    .orderBy(asc(apiTokens.name), asc(apiTokens.id))
    .limit(FOUND_TOKENS + 1);
  return { tokens: found.slice(0, FOUND_TOKENS), hasMore: found.length > FOUND_TOKENS };
}

/** The names of these tokens, which a filter of the page has chosen; ids of none are left out. */
export async function listTokenNames(ctx: Context, ids: readonly string[]): Promise<TokenOption[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select({ id: apiTokens.id, name: apiTokens.name })
    .from(apiTokens)
    .where(inArray(apiTokens.id, [...ids]));
}
