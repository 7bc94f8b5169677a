import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { callbackUrlFault } from "./address-guard";
import { type SaveCallbacksInput, urlField } from "./schema";

type CallbackInput = SaveCallbacksInput["callbacks"][number];

function requireUsableUrls(inputs: CallbackInput[]): void {
  const { DEPLOYMENT, CALLBACK_ALLOWED_NETWORKS } = env();
  const fields: Record<string, string> = {};
  for (const { eventType, url } of inputs) {
    if (url === "") continue;
    const fault = callbackUrlFault(url, {
      httpsOnly: DEPLOYMENT === "production",
      allowedNetworks: CALLBACK_ALLOWED_NETWORKS,
    });
    if (fault) fields[urlField(eventType)] = fault;
  }
  if (Object.keys(fields).length > 0)
    throw new AppError("invalid_input", "Check the marked fields. Nothing was saved.", { fields });
}

async function lockTokenName(tx: Executor, id: string): Promise<string> {
  const [row] = await tx
    .select({ name: apiTokens.name })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.deletedAt)))
    .for("update");
  if (!row) throw notFound("This token");
  return row.name;
}

/** A changed or re-enabled endpoint starts afresh: its failures are forgotten and what waits is due at once. */
async function startAfresh(tx: Executor, callbackId: string): Promise<void> {
  await tx
    .update(callbacks)
    .set({ pausedAt: null, pausedReason: null, failingSince: null, consecutiveFailures: 0 })
    .where(eq(callbacks.id, callbackId));
  await tx
    .update(deliveryLanes)
    .set({ nextAttemptAt: sql`now()` })
    .where(and(eq(deliveryLanes.callbackId, callbackId), isNull(deliveryLanes.leaseUntil)));
  await tx.execute(sql`select pg_notify('deliveries', '')`);
}

async function cancelPending(tx: Executor, callbackId: string): Promise<void> {
  await tx.delete(deliveryLanes).where(eq(deliveryLanes.callbackId, callbackId));
  await tx
    .update(deliveries)
    .set({ state: "cancelled", cancelledReason: "callback_removed" })
    .where(and(eq(deliveries.callbackId, callbackId), eq(deliveries.state, "pending")));
}

async function saveCallback(tx: Executor, tokenId: string, input: CallbackInput) {
  const [before] = await tx
    .select({ id: callbacks.id, url: callbacks.url, enabled: callbacks.enabled })
    .from(callbacks)
    .where(and(eq(callbacks.tokenId, tokenId), eq(callbacks.eventType, input.eventType)))
    .for("no key update");
  const { url, enabled } = input;
  if (!before) {
    if (url !== "") await tx.insert(callbacks).values({ tokenId, ...input });
    return { before: { url: "", enabled: false }, after: { url, enabled } };
  }
  if (before.url !== url || before.enabled !== enabled) {
    await tx
      .update(callbacks)
      .set({ url, enabled, updatedAt: sql`now()` })
      .where(eq(callbacks.id, before.id));
    if (url === "") await cancelPending(tx, before.id);
    else if (enabled) await startAfresh(tx, before.id);
  }
  return { before: { url: before.url, enabled: before.enabled }, after: { url, enabled } };
}

/**
 * Sets a token's endpoints, all of them or none. An emptied endpoint cancels what it was owed; one that is switched
 * off keeps it waiting. Throws `not_found`, `invalid_input`, `forbidden`.
 */
export async function saveCallbacks(ctx: Context, input: SaveCallbacksInput): Promise<void> {
  requireRight(ctx, "write");
  requireUsableUrls(input.callbacks);
  await withTransaction(ctx, async ({ tx, ...rest }) => {
    const name = await lockTokenName(tx, input.tokenId);
    const before: Record<string, unknown> = {};
    const after: Record<string, unknown> = {};
    for (const callback of input.callbacks) {
      const change = await saveCallback(tx, input.tokenId, callback);
      before[callback.eventType] = change.before;
      after[callback.eventType] = change.after;
    }
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.callbacks_changed",
        targetType: "api_token",
        targetId: input.tokenId,
        targetLabel: name,
        ...changedFields(before, after),
      },
    );
  });
}
