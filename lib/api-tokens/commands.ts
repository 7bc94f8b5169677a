import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { cancelDeliveries } from "../callbacks/cancel-deliveries";
import { createSigningSecret } from "../callbacks/signing-secret";
import { type Context, requireRight, withTransaction } from "../context";
import { encrypt } from "../encryption";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { requireManagedNumbers } from "../managed-numbers/queries";
import { supplierIsActive } from "../suppliers/queries";
import type {
  CreatedToken,
  CreateTokenInput,
  TokenIdInput,
  UpdateTokenDetailsInput,
  UpdateTokenPermissionsInput,
} from "./schema";
import { createSecret, hashSecret, secretHint } from "./secret";

async function requireSupplier(tx: Executor, id: string): Promise<void> {
  if (await supplierIsActive(tx, id)) return;
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
  throw new AppError("invalid_input", "Check the marked fields. Nothing was saved.", {
    fields: { expiresAt: "The expiration must be after the activation." },
  });
}

/** Replaces the numbers that a token sees; a token that sees all keeps none. */
async function replaceNumbers(
  tx: Executor,
  tokenId: string,
  input: { seesAllNumbers: boolean; numberIds: string[] },
): Promise<void> {
  await tx.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, tokenId));
  if (input.seesAllNumbers) return;
  const known = await requireManagedNumbers(tx, input.numberIds);
  await tx.insert(apiTokenNumbers).values(known.map(({ id }) => ({ tokenId, managedNumberId: id })));
}

/** Locks a token that is not deleted, for a change. Throws `not_found`. */
async function lockToken(tx: Executor, id: string) {
  const [row] = await tx
    .select({
      name: apiTokens.name,
      note: apiTokens.note,
      supplierId: apiTokens.supplierId,
      activatesAt: apiTokens.activatesAt,
      expiresAt: apiTokens.expiresAt,
      allowedIps: apiTokens.allowedIps,
      permissions: apiTokens.permissions,
      seesAllNumbers: apiTokens.seesAllNumbers,
      masksContacts: apiTokens.masksContacts,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.deletedAt)))
    .for("update");
  if (!row) throw notFound("This token");
  return row;
}

/** Creates a token and answers its secret, which nobody can read again. Throws `invalid_input`, `forbidden`. */
export async function createToken(ctx: Context, input: CreateTokenInput): Promise<CreatedToken> {
  requireRight(ctx, "write");
  const secret = createSecret();
  const { numberIds, ...settings } = input;
  return withTransaction(ctx, async ({ tx, ...rest }) => {
    await requireSupplier(tx, input.supplierId);
    const activatesAt = input.activatesAt ?? (await databaseNow(tx));
    requireOrder(activatesAt, input.expiresAt);
    const [row] = await tx
      .insert(apiTokens)
      .values({
        ...settings,
        activatesAt,
        secretHash: hashSecret(secret),
        secretHint: secretHint(secret),
        signingSecret: encrypt(createSigningSecret(), env().ENCRYPTION_KEY),
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      })
      .returning({ id: apiTokens.id, name: apiTokens.name });
    if (!row) throw new Error("insert returned no row");
    await replaceNumbers(tx, row.id, input);
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.created",
        targetType: "api_token",
        targetId: row.id,
        targetLabel: row.name,
        after: { ...input },
      },
    );
    return { ...row, secret };
  });
}

/** Changes name, supplier, dates, note and addresses of a token. Throws `not_found`, `invalid_input`, `forbidden`. */
export async function updateTokenDetails(
  ctx: Context,
  { id, ...input }: UpdateTokenDetailsInput,
): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async ({ tx, ...rest }) => {
    const before = await lockToken(tx, id);
    if (input.supplierId !== before.supplierId) await requireSupplier(tx, input.supplierId);
    const after = { ...input, activatesAt: input.activatesAt ?? before.activatesAt };
    requireOrder(after.activatesAt, after.expiresAt);
    await tx
      .update(apiTokens)
      .set({ ...after, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.details_changed",
        targetType: "api_token",
        targetId: id,
        targetLabel: after.name,
        ...changedFields(before, after),
      },
    );
  });
}

/** Changes what a token may do and see. Throws `not_found`, `invalid_input`, `forbidden`. */
export async function updateTokenPermissions(
  ctx: Context,
  { id, numberIds, ...input }: UpdateTokenPermissionsInput,
): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async ({ tx, ...rest }) => {
    const before = await lockToken(tx, id);
    const numbersBefore = await tx
      .select({ id: apiTokenNumbers.managedNumberId })
      .from(apiTokenNumbers)
      .where(eq(apiTokenNumbers.tokenId, id));
    await tx
      .update(apiTokens)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    await replaceNumbers(tx, id, { seesAllNumbers: input.seesAllNumbers, numberIds });
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.permissions_changed",
        targetType: "api_token",
        targetId: id,
        targetLabel: before.name,
        ...changedFields(
          { ...before, numberIds: numbersBefore.map((number) => number.id).sort() },
          { ...input, numberIds: input.seesAllNumbers ? [] : [...numberIds].sort() },
        ),
      },
    );
  });
}

/**
 * Deletes a token: its secret is refused from the next request on and its pending deliveries are cancelled; its row,
 * its log and its audit trail stay. Throws `not_found`, `forbidden`.
 */
export async function deleteToken(ctx: Context, { id }: TokenIdInput): Promise<{ name: string }> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async ({ tx, ...rest }) => {
    const { name } = await lockToken(tx, id);
    await tx
      .update(apiTokens)
      .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(apiTokens.id, id));
    const own = await tx.select({ id: callbacks.id }).from(callbacks).where(eq(callbacks.tokenId, id));
    const callbackIds = own.map((callback) => callback.id);
    const cancelledDeliveries = await cancelDeliveries(tx, callbackIds, "token_deleted");
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.deleted",
        targetType: "api_token",
        targetId: id,
        targetLabel: name,
        after: { cancelledDeliveries },
      },
    );
    return { name };
  });
}
