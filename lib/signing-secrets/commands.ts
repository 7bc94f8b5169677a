import "server-only";
import { eq, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { lockToken } from "../api-tokens/lock";
import { requireSeenSecret } from "../api-tokens/seen-secret";
import { type AuditEntry, recordAudit } from "../audit/record";
import { SIGNING_OVERLAP_HOURS } from "../callbacks/settings";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { decrypt, encrypt } from "../encryption";
import { encryptionKeys, env } from "../env";
import type { IdInput } from "../input";
import type { RotateSigningSecretInput, SigningSecret } from "./schema";
import { createSigningSecret } from "./secret";
import { signingSecretVersion } from "./version";

async function audit(
  within: TransactionContext,
  token: { id: string; name: string },
  change: Pick<AuditEntry, "action" | "after">,
): Promise<void> {
  await recordAudit(within, {
    targetId: token.id,
    targetLabel: token.name,
    ...change,
  });
}

/** Answers a token's signing secret in the clear, which leaves an audit row. Throws `not_found`, `forbidden`. */
export async function revealSigningSecret(ctx: Context, { id }: IdInput): Promise<SigningSecret> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const { name, signingSecret } = await lockToken(within.tx, id);
    const secret = decrypt(signingSecret, ...encryptionKeys(env()));
    await audit(within, { id, name }, { action: "api_token.signing_secret_revealed" });
    return { secret };
  });
}

/**
 * Gives a token a new signing secret and answers it. Callbacks are signed with the old one too until the overlap is over,
 * by the database's clock; the one before it signs no more. Throws `not_found`, `conflict` when it is not the secret that
 * was seen, `forbidden`.
 */
export async function rotateSigningSecret(
  ctx: Context,
  { id, version, overlap }: RotateSigningSecretInput,
): Promise<SigningSecret> {
  requireRight(ctx, "write");
  const secret = createSigningSecret();
  return withTransaction(ctx, async (within) => {
    const before = await lockToken(within.tx, id);
    requireSeenSecret(version, signingSecretVersion(before.signingSecret));
    await within.tx
      .update(apiTokens)
      .set({
        signingSecret: encrypt(secret, env().ENCRYPTION_KEY),
        previousSigningSecret: before.signingSecret,
        previousSigningSecretUntil: sql`now() + make_interval(hours => ${SIGNING_OVERLAP_HOURS[overlap]})`,
        updatedAt: sql`now()`,
      })
      .where(eq(apiTokens.id, id));
    const { name } = before;
    await audit(within, { id, name }, { action: "api_token.signing_secret_rotated", after: { overlap } });
    return { secret };
  });
}

/** Stops signing with the old secret of a rotation and forgets it; does nothing without one. Throws `not_found`, `forbidden`. */
export async function endSigningOverlap(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { name, signingOverlapLasts } = await lockToken(within.tx, id);
    if (!signingOverlapLasts) return;
    await within.tx
      .update(apiTokens)
      .set({ previousSigningSecret: null, previousSigningSecretUntil: null, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    await audit(within, { id, name }, { action: "api_token.signing_overlap_ended" });
  });
}
