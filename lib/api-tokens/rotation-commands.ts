import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens, retiredSecrets } from "@/db/schema/api-tokens";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import type { IdInput } from "../input";
import { type LockedToken, lockToken } from "./lock";
import type { RotatedSecret, RotateSecretInput } from "./rotation-schema";
import { createSecret, hashSecret, secretHint } from "./secret";
import { requireSeenSecret } from "./seen-secret";
import { OVERLAP_HOURS } from "./settings";

/** Keeps the secret before the previous one, so that its calls stay attributed; it was replaced by the current one. */
async function retirePrevious(tx: Executor, tokenId: string, before: LockedToken): Promise<void> {
  if (before.previousSecretHash === null) return;
  await tx.insert(retiredSecrets).values({
    secretHash: before.previousSecretHash,
    tokenId,
    secretHint: before.previousSecretHint ?? "",
    retiredAt: before.secretCreatedAt,
  });
}

/** A new secret with another hint than the given one, so that people can tell the two apart. */
function createSecretUnlike(hint: string): string {
  for (;;) {
    const secret = createSecret();
    if (secretHint(secret) !== hint) return secret;
  }
}

/**
 * Gives a token a new secret and answers it, which nobody can read again. The old one is served until the overlap is
 * over, by the database's clock, or until the first served call with the new one; then it is refused, and like every
 * secret before it still attributed. Throws `not_found`, `conflict` when it is not the secret that was seen, `forbidden`.
 */
export async function rotateSecret(
  ctx: Context,
  { id, seenHint, overlap }: RotateSecretInput,
): Promise<RotatedSecret> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const before = await lockToken(within.tx, id);
    requireSeenSecret(seenHint, before.secretHint);
    const secret = createSecretUnlike(before.secretHint);
    await retirePrevious(within.tx, id, before);
    await within.tx
      .update(apiTokens)
      .set({
        secretHash: hashSecret(secret),
        secretHint: secretHint(secret),
        secretCreatedAt: sql`now()`,
        previousSecretHash: before.secretHash,
        previousSecretHint: before.secretHint,
        previousSecretUntil: sql`now() + make_interval(hours => ${OVERLAP_HOURS[overlap]})`,
        updatedAt: sql`now()`,
      })
      .where(eq(apiTokens.id, id));
    await recordAudit(within, {
      action: "api_token.secret_rotated",
      targetId: id,
      targetLabel: before.name,
      before: { secretHint: before.secretHint },
      after: { secretHint: secretHint(secret), overlap },
    });
    return { secret, overlaps: OVERLAP_HOURS[overlap] > 0 };
  });
}

/** Stops the old secret of a rotation at once; does nothing when it is not served. Throws `not_found`, `forbidden`. */
export async function endOverlap(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const before = await lockToken(within.tx, id);
    if (!before.overlapLasts) return;
    await within.tx
      .update(apiTokens)
      .set({ previousSecretUntil: sql`now()`, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    await recordAudit(within, {
      action: "api_token.overlap_ended",
      targetId: id,
      targetLabel: before.name,
      after: { previousSecretHint: before.previousSecretHint },
    });
  });
}
