import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { type AuditEntry, recordAudit } from "../audit/record";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { decrypt, encrypt } from "../encryption";
import { encryptionKeys, env } from "../env";
import { notFound } from "../errors";
import type { IdInput } from "../input";
import { SIGNING_OVERLAP_HOURS } from "./settings";
import { createSigningSecret } from "./signing-secret";
import type { RotateSigningSecretInput, SigningSecret } from "./signing-secret-schema";

/** Locks a token that is not deleted, for its signing secrets. Throws `not_found`. */
async function lockSigningSecret(tx: Executor, id: string) {
  const [row] = await tx
    .select({
      name: apiTokens.name,
      signingSecret: apiTokens.signingSecret,
      overlapLasts: sql<boolean>`coalesce(${apiTokens.previousSigningSecretUntil} > now(), false)`,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.deletedAt)))
    .for("update");
  if (!row) throw notFound("This token");
  return row;
}

async function audit(
  ctx: TransactionContext,
  token: { id: string; name: string },
  change: Pick<AuditEntry, "action" | "after">,
): Promise<void> {
  await recordAudit(ctx, {
    targetId: token.id,
    targetLabel: token.name,
    ...change,
  });
}

/** Answers a token's signing secret in the clear, which leaves an audit row. Throws `not_found`, `forbidden`. */
export async function revealSigningSecret(ctx: Context, { id }: IdInput): Promise<SigningSecret> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (tx) => {
    const { name, signingSecret } = await lockSigningSecret(tx.tx, id);
    const secret = decrypt(signingSecret, ...encryptionKeys(env()));
    await audit(tx, { id, name }, { action: "api_token.signing_secret_revealed" });
    return { secret };
  });
}

/**
 * Gives a token a new signing secret and answers it. Callbacks are signed with the old one too until the overlap is over,
 * by the database's clock; the one before it signs no more. Throws `not_found`, `forbidden`.
 */
export async function rotateSigningSecret(
  ctx: Context,
  { id, overlap }: RotateSigningSecretInput,
): Promise<SigningSecret> {
  requireRight(ctx, "write");
  const secret = createSigningSecret();
  return withTransaction(ctx, async (tx) => {
    const before = await lockSigningSecret(tx.tx, id);
    await tx.tx
      .update(apiTokens)
      .set({
        signingSecret: encrypt(secret, env().ENCRYPTION_KEY),
        previousSigningSecret: before.signingSecret,
        previousSigningSecretUntil: sql`now() + make_interval(hours => ${SIGNING_OVERLAP_HOURS[overlap]})`,
        updatedAt: sql`now()`,
      })
      .where(eq(apiTokens.id, id));
    const { name } = before;
    await audit(tx, { id, name }, { action: "api_token.signing_secret_rotated", after: { overlap } });
    return { secret };
  });
}

/** Stops signing with the old secret of a rotation and forgets it; does nothing without one. Throws `not_found`, `forbidden`. */
export async function endSigningOverlap(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (tx) => {
    const { name, overlapLasts } = await lockSigningSecret(tx.tx, id);
    if (!overlapLasts) return;
    await tx.tx
      .update(apiTokens)
      .set({ previousSigningSecret: null, previousSigningSecretUntil: null, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    await audit(tx, { id, name }, { action: "api_token.signing_overlap_ended" });
  });
}
