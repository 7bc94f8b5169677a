import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { encrypt } from "../encryption";
import { env } from "../env";
import { AppError, invalidFields } from "../errors";
import { requireManagedNumbers } from "../managed-numbers/queries";
import type { SectionSaved } from "../result";
import { requireSameVersion, sectionVersion } from "../section-version";
import { createSigningSecret } from "../signing-secrets/secret";
import { findActiveSupplier } from "../suppliers/queries";
import type { SupplierOption } from "../suppliers/schema";
import { copyCallbacks } from "./duplicate";
import { lockToken } from "./lock";
import type {
  CreatedToken,
  CreateTokenInput,
  UpdateTokenDetailsInput,
  UpdateTokenPermissionsInput,
} from "./schema";
import { createSecret, hashSecret, secretHint } from "./secret";
import { detailsOf, rightsOf } from "./sections";
import { EXPIRATION_FAULT } from "./words";

/** Returns the supplier's name; throws `invalid_input` without one. */
function requireSupplier(supplier: SupplierOption | null): string {
  if (supplier) return supplier.name;
  const message = "This supplier is not there any more. Choose another.";
  throw new AppError("invalid_input", message, { fields: { supplierId: message } });
}

async function databaseNow(tx: Executor): Promise<Date> {
  const [clock] = await tx.execute<{ now: string }>(sql`select now()::text as now`);
  if (!clock) throw new Error("select returned no row");
  return new Date(clock.now);
}

function requireOrder(activatesAt: Date, expiresAt: Date | null): void {
  if (expiresAt === null || expiresAt > activatesAt) return;
  throw invalidFields({ expiresAt: EXPIRATION_FAULT });
}

/** Replaces the numbers that a token sees, and returns their labels; a token that sees all keeps none. */
async function replaceNumbers(
  tx: Executor,
  tokenId: string,
  input: { seesAllNumbers: boolean; numberIds: string[] },
): Promise<string[]> {
  await tx.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, tokenId));
  if (input.seesAllNumbers) return [];
  const known = await requireManagedNumbers(tx, input.numberIds);
  await tx.insert(apiTokenNumbers).values(known.map(({ id }) => ({ tokenId, managedNumberId: id })));
  return known.map(({ label }) => label);
}

/**
 * Creates a token, by itself or with the callbacks of the one that it duplicates, and answers its secret, which nobody
 * can read again. Throws `invalid_input`, `not_found`, `forbidden`.
 */
export async function createToken(ctx: Context, input: CreateTokenInput): Promise<CreatedToken> {
  requireRight(ctx, "write");
  const secret = createSecret();
  const { numberIds, duplicatedFrom, copiesCallbacks, ...settings } = input;
  return withTransaction(ctx, async (within) => {
    const supplierName = requireSupplier(await findActiveSupplier(within.tx, input.supplierId));
    const activatesAt = input.activatesAt ?? (await databaseNow(within.tx));
    requireOrder(activatesAt, input.expiresAt);
    const [row] = await within.tx
      .insert(apiTokens)
      .values({
        ...settings,
        activatesAt,
        secretHash: hashSecret(secret),
        secretHint: secretHint(secret),
        signingSecret: encrypt(createSigningSecret(), env().ENCRYPTION_KEY),
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      })
      .returning({ id: apiTokens.id });
    if (!row) throw new Error("insert returned no row");
    const numberLabels = await replaceNumbers(within.tx, row.id, input);
    const copied = await copyCallbacks(within.tx, row.id, { duplicatedFrom, copiesCallbacks });
    await recordAudit(within, {
      action: "api_token.created",
      targetId: row.id,
      targetLabel: input.name,
      after: { ...settings, numberIds, ...copied },
    });
    return { ...settings, id: row.id, activatesAt, supplierName, numberLabels, secret };
  });
}

/**
 * Changes name, supplier, dates, note, addresses and rate limit of a token, and answers which of them changed. Throws
 * `not_found`, `invalid_input`, `conflict`, `forbidden`.
 */
export async function updateTokenDetails(
  ctx: Context,
  { id, version, ...after }: UpdateTokenDetailsInput,
): Promise<SectionSaved> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    // The supplier before the token, as those who archive lock them.
    const supplier = await findActiveSupplier(within.tx, after.supplierId);
    const before = detailsOf(await lockToken(within.tx, id));
    const changes = changedFields<Record<string, unknown>>(before, after);
    const changed = Object.keys(changes.after);
    if (changed.length > 0) requireSameVersion(version, sectionVersion(before), "these details");
    if (after.supplierId !== before.supplierId) requireSupplier(supplier);
    if (changed.length > 0)
      await within.tx
        .update(apiTokens)
        .set({ ...after, updatedAt: sql`now()` })
        .where(eq(apiTokens.id, id));
    await recordAudit(within, {
      action: "api_token.details_changed",
      targetId: id,
      targetLabel: after.name,
      ...changes,
    });
    return { changed, version: sectionVersion(after) };
  });
}

/**
 * Changes what a token may do and see, and answers which of its fields changed. Throws `not_found`, `invalid_input`,
 * `conflict`, `forbidden`.
 */
export async function updateTokenPermissions(
  ctx: Context,
  { id, version, numberIds, ...input }: UpdateTokenPermissionsInput,
): Promise<SectionSaved> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const token = await lockToken(within.tx, id);
    const numbers = await within.tx
      .select({ id: apiTokenNumbers.managedNumberId })
      .from(apiTokenNumbers)
      .where(eq(apiTokenNumbers.tokenId, id));
    const before = rightsOf({ ...token, numberIds: numbers.map((number) => number.id) });
    const after = rightsOf({ ...input, numberIds });
    const changes = changedFields<Record<string, unknown>>(before, after);
    const changed = Object.keys(changes.after);
    if (changed.length > 0) {
      requireSameVersion(version, sectionVersion(before), "these permissions");
      await within.tx
        .update(apiTokens)
        .set({ ...input, updatedAt: sql`now()` })
        .where(eq(apiTokens.id, id));
      await replaceNumbers(within.tx, id, { seesAllNumbers: input.seesAllNumbers, numberIds });
    }
    await recordAudit(within, {
      action: "api_token.permissions_changed",
      targetId: id,
      targetLabel: token.name,
      ...changes,
    });
    return { changed, version: sectionVersion(after) };
  });
}
