import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(admin)/or-not-found";
import { getToken } from "@/lib/api-tokens/queries";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { Context } from "@/lib/context";
import { idInput } from "@/lib/input";

/** The token of a page's address; shows the "not there" page when it names none. */
export async function getTokenOr404(ctx: Context, id: string): Promise<TokenDetails> {
  const input = idInput.safeParse({ id });
  if (!input.success) notFound();
  return orNotFound(getToken(ctx, input.data.id));
}
