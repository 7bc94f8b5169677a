import "server-only";
import { eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { signingOverlapLasts } from "../api-tokens/state";
import type { Context } from "../context";
import { notFound } from "../errors";
import type { SigningStatus } from "./signing-secret-schema";

/** Until when a token's former signing secret signs too; the secrets themselves are not read. Throws `not_found`. */
export async function getSigningStatus(ctx: Context, tokenId: string): Promise<SigningStatus> {
  const [row] = await ctx.db
    .select({ until: apiTokens.previousSigningSecretUntil, lasts: signingOverlapLasts })
    .from(apiTokens)
    .where(eq(apiTokens.id, tokenId));
  if (!row) throw notFound("This token");
  return { overlapUntil: row.lasts ? row.until : null };
}
