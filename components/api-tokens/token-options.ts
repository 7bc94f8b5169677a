import { type LoadOptions, nameOptions } from "@/components/data-table/use-found-options";
import { searchTokensAction } from "@/lib/api-tokens/actions";

/** Finds tokens for a filter by what is typed. */
export const findTokens: LoadOptions = async (q) => {
  const found = await searchTokensAction(null, { q });
  if (!found.ok) throw new Error(found.error.message);
  return { options: nameOptions(found.data.tokens), hasMore: found.data.hasMore };
};
