import "server-only";
import { eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { signingOverlapLasts } from "../api-tokens/state";
import type { Context } from "../context";
import { notFound } from "../errors";
import type { SigningStatus } from "./schema";
import { signingSecretVersion } from "./version";

/** The version of a token's signing secret and until when the former one signs too; neither is decrypted. Throws `not_found`. */
export async function getSigningStatus(ctx: Context, tokenId: string): Promise<SigningStatus> {
  const [row] = await ctx.db
    .select({
      secret: apiTokens.signingSecret,
      until: apiTokens.previousSigningSecretUntil,
      lasts: signingOverlapLasts,
    })
    .from(apiTokens)
    .where(eq(apiTokens.id, tokenId));
  if (!row) throw notFound("This token");
  return { version: signingSecretVersion(row.secret), overlapUntil: row.lasts ? row.until : null };
}
