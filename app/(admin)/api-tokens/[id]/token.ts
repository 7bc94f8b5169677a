import { readOrNotFound } from "@/app/(admin)/read-or-not-found";
import { getToken } from "@/lib/api-tokens/queries";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { Context } from "@/lib/context";

/** The token of a page's address; shows the "not there" page when it names none. */
export function getTokenOr404(ctx: Context, id: string): Promise<TokenDetails> {
  return readOrNotFound(getToken, ctx, id);
}
