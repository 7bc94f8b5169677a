import { eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { rotateSecret } from "@/lib/api-tokens/rotation-commands";
import type { Overlap } from "@/lib/api-tokens/settings";
import type { SigningOverlap } from "@/lib/callbacks/settings";
import type { Context } from "@/lib/context";
import { rotateSigningSecret } from "@/lib/signing-secrets/commands";
import { signingSecretVersion } from "@/lib/signing-secrets/version";

/** Rotates a token's secret as an admin does who sees the current one, and returns the new one. */
export async function rotateCurrent(ctx: Context, id: string, overlap: Overlap): Promise<string> {
  const [token] = await ctx.db
    .select({ seenHint: apiTokens.secretHint })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  return (await rotateSecret(ctx, { id, seenHint: token?.seenHint ?? "", overlap })).secret;
}

/** The same of its signing secret. */
export async function rotateCurrentSigning(
  ctx: Context,
  id: string,
  overlap: SigningOverlap,
): Promise<string> {
  const [token] = await ctx.db
    .select({ stored: apiTokens.signingSecret })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  const version = signingSecretVersion(token?.stored ?? "");
  return (await rotateSigningSecret(ctx, { id, version, overlap })).secret;
}
