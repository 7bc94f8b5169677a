import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { EventType } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { lockToken } from "../api-tokens/lock";
import { type AuditEntry, recordAudit } from "../audit/record";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { makeLanesDue } from "../deliveries/lanes";
import { blockReason } from "../deliveries/wait-reason";
import { BLOCK_REASONS } from "../deliveries/words";
import { AppError, invalidFields, notFound } from "../errors";
import { wakeWorkers } from "../events/publish";
import { formatCountUpTo } from "../format/numbers";
import { requireSameVersion } from "../section-version";
import { cancelDeliveries, holdLanesToCancel, isBeingCancelled } from "./cancel-deliveries";
import { endpointFault, endpointsByEvent, endpointsVersion } from "./endpoints";
import { pendingDeliveries } from "./owed";
import { probeAtOnce } from "./probe-at-once";
import type { CallbacksSaved, OneCallbackInput, SaveCallbacksInput } from "./schema";
import { MAX_COUNTED_DELIVERIES } from "./settings";
import { urlField } from "./words";

type CallbackInput = SaveCallbacksInput["callbacks"][number];

function requireUsableUrls(inputs: CallbackInput[]): void {
  const fields: Record<string, string> = {};
  for (const { eventType, url } of inputs) {
    const fault = url === "" ? null : endpointFault(url);
    if (fault) fields[urlField(eventType)] = fault;
  }
  if (Object.keys(fields).length > 0) throw invalidFields(fields);
}

/** A changed, re-enabled or resumed endpoint starts afresh: its failures are forgotten. */
const HEALTHY = {
  pausedAt: null,
  pausedReason: null,
  failingSince: null,
  consecutiveFailures: 0,
  probeAt: null,
  probes: 0,
};

/** What the former URL answered says nothing of another one. */
const UNCALLED = { lastSuccessAt: null, lastError: null };

/** What waits for an endpoint is due at once. */
async function makeDue(tx: Executor, callbackId: string): Promise<void> {
  await makeLanesDue(tx, callbackId);
  await wakeWorkers(tx);
}

type Stored = { id: string | null; url: string; enabled: boolean; pausedReason: string | null };

const UNSET: Stored = { id: null, url: "", enabled: false, pausedReason: null };

type Change = { callback: CallbackInput; was: Stored };

function isAnother({ callback, was }: Change): boolean {
  return callback.url !== was.url || callback.enabled !== was.enabled;
}

/** One that the product paused and an admin saves as it is or resumes: it is called again. */
function isResumed(change: Change): boolean {
  return !isAnother(change) && change.callback.enabled && change.was.pausedReason !== null;
}

async function readStored(tx: Executor, tokenId: string): Promise<Map<EventType, Stored>> {
  const rows = await tx
    .select({
      eventType: callbacks.eventType,
      id: callbacks.id,
      url: callbacks.url,
      enabled: callbacks.enabled,
      pausedReason: callbacks.pausedReason,
    })
    .from(callbacks)
    .where(eq(callbacks.tokenId, tokenId));
  return new Map(rows.map(({ eventType, ...stored }) => [eventType, stored]));
}

function storedVersion(stored: Map<EventType, Stored>): string {
  return endpointsVersion([...stored].map(([eventType, { url, enabled }]) => ({ eventType, url, enabled })));
}

/** A new endpoint gets nothing that was owed to the one that was taken away. */
async function requireNothingOwed(tx: Executor, callbackId: string, eventType: EventType): Promise<void> {
  if (!(await isBeingCancelled(tx, callbackId))) return;
  throw invalidFields({
    [urlField(eventType)]:
      "What the endpoint before was owed is still being cancelled. Save this one in a minute.",
  });
}

/**
 * Cancels what an endpoint that is taken away is owed and answers how many deliveries that are, counted up to one above
 * `MAX_COUNTED_DELIVERIES`; refuses to where nobody agreed to it.
 */
async function cancelOwed(
  tx: Executor,
  callbackId: string,
  { eventType, isAgreed }: { eventType: EventType; isAgreed: boolean },
): Promise<number> {
  const held = await holdLanesToCancel(tx, [callbackId]);
  const [row] = await tx.select({ pendingDeliveries }).from(callbacks).where(eq(callbacks.id, callbackId));
  const owed = row?.pendingDeliveries ?? 0;
  if (owed > 0 && !isAgreed) {
    const waiting = formatCountUpTo(MAX_COUNTED_DELIVERIES, owed, "delivery waits", "deliveries wait");
    throw invalidFields({
      [urlField(eventType)]: `Here ${waiting} and would be cancelled. Save again to be asked.`,
    });
  }
  await cancelDeliveries(tx, held, "callback_removed");
  return owed;
}

/** Settles what a changed callback is owed and answers how many deliveries were cancelled. */
async function settleLanes(
  tx: Executor,
  { callback: { url, enabled, eventType }, was }: Change,
  cancels: readonly EventType[],
): Promise<number> {
  if (was.id === null) return 0;
  if (url === "") return cancelOwed(tx, was.id, { eventType, isAgreed: cancels.includes(eventType) });
  if (was.url === "") await requireNothingOwed(tx, was.id, eventType);
  else if (enabled) await makeDue(tx, was.id);
  return 0;
}

async function writeCallback(tx: Executor, tokenId: string, { callback, was }: Change): Promise<void> {
  const { url, enabled } = callback;
  if (was.id === null) {
    await tx.insert(callbacks).values({ tokenId, ...callback });
    return;
  }
  await tx
    .update(callbacks)
    .set({ url, enabled, updatedAt: sql`now()`, ...(enabled && HEALTHY), ...(url !== was.url && UNCALLED) })
    .where(eq(callbacks.id, was.id));
}

/** Leaves an audit row of the endpoints that are others now, and one of each callback that was resumed. */
async function recordChanges(
  within: TransactionContext,
  target: Pick<AuditEntry, "targetId" | "targetLabel">,
  { changes, cancelled = 0 }: { changes: Change[]; cancelled?: number },
): Promise<void> {
  const others = changes.filter(isAnother);
  await recordAudit(within, {
    ...target,
    action: "api_token.callbacks_changed",
    before: endpointsByEvent(others.map(({ callback, was }) => ({ ...was, eventType: callback.eventType }))),
    after: {
      ...endpointsByEvent(others.map(({ callback }) => callback)),
      ...(cancelled > 0 && { cancelledDeliveries: cancelled }),
    },
  });
  for (const { callback, was } of changes.filter(isResumed))
    await recordAudit(within, {
      ...target,
      action: "api_token.callback_resumed",
      before: { eventType: callback.eventType, pausedReason: was.pausedReason },
      after: { eventType: callback.eventType, pausedReason: null },
    });
}

/**
 * Sets a token's endpoints, all of them or none, and answers which event types changed. An emptied endpoint cancels what
 * it was owed, and is refused to where that is not agreed to; one that is switched off keeps it waiting; one that was
 * paused is resumed. Throws `not_found`, `invalid_input`, `conflict`, `forbidden`.
 */
export async function saveCallbacks(ctx: Context, input: SaveCallbacksInput): Promise<CallbacksSaved> {
  requireRight(ctx, "write");
  requireUsableUrls(input.callbacks);
  return withTransaction(ctx, async (within) => {
    const { name } = await lockToken(within.tx, input.tokenId);
    const stored = await readStored(within.tx, input.tokenId);
    const changes = input.callbacks
      .map((callback) => ({ callback, was: stored.get(callback.eventType) ?? UNSET }))
      .filter((change) => isAnother(change) || isResumed(change));
    if (changes.length > 0) requireSameVersion(input.version, storedVersion(stored), "these callbacks");
    // The lanes of all of them before the callbacks themselves, as the worker locks them.
    let cancelled = 0;
    for (const change of changes) cancelled += await settleLanes(within.tx, change, input.cancels);
    for (const change of changes) await writeCallback(within.tx, input.tokenId, change);
    await recordChanges(within, { targetId: input.tokenId, targetLabel: name }, { changes, cancelled });
    return {
      changed: changes.map(({ callback }) => callback.eventType),
      version: endpointsVersion(input.callbacks),
      cancelled,
    };
  });
}

const notTried = (reason: string) => new AppError("conflict", `Nothing was tried: ${reason}.`);

/** The id of a callback that may be called and owes something. Throws `not_found`, `conflict`. */
async function requireOwing(tx: Executor, { tokenId, eventType }: OneCallbackInput): Promise<string> {
  const [row] = await tx
    .select({
      id: callbacks.id,
      blockedBy: blockReason,
      owes: sql<boolean>`exists (select from delivery_lanes owed where owed.callback_id = ${callbacks.id})`,
    })
    .from(callbacks)
    .innerJoin(apiTokens, eq(apiTokens.id, callbacks.tokenId))
    .where(and(eq(callbacks.tokenId, tokenId), eq(callbacks.eventType, eventType)));
  if (!row) throw notFound("This callback");
  if (row.blockedBy) throw notTried(BLOCK_REASONS[row.blockedBy]);
  if (!row.owes) throw notTried("nothing waits for this endpoint");
  return row.id;
}

/**
 * Resumes a callback that the product paused: its failures are forgotten and what waits is due at once. Throws `conflict`
 * when it is not paused, `not_found`, `forbidden`.
 */
export async function resumeCallback(ctx: Context, { tokenId, eventType }: OneCallbackInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { name } = await lockToken(within.tx, tokenId);
    const was = (await readStored(within.tx, tokenId)).get(eventType) ?? UNSET;
    if (was.id === null) throw notFound("This callback");
    const change = { callback: { eventType, url: was.url, enabled: was.enabled }, was };
    if (!isResumed(change))
      throw new AppError("conflict", "This callback is not paused. Reload to see how it is doing.");
    await makeDue(within.tx, was.id);
    await writeCallback(within.tx, tokenId, change);
    await recordChanges(within, { targetId: tokenId, targetLabel: name }, { changes: [change] });
  });
}

/**
 * Has a callback that is left alone after its failures tried at once, with one delivery; when that is delivered, all that waits
 * follows. Throws `conflict` when it is not left alone, owes nothing or is kept from being called, `not_found`, `forbidden`.
 */
export async function tryCallback(ctx: Context, input: OneCallbackInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { name } = await lockToken(within.tx, input.tokenId);
    const id = await requireOwing(within.tx, input);
    await makeDue(within.tx, id);
    if ((await probeAtOnce(within.tx, [id])).length === 0)
      throw new AppError(
        "conflict",
        "This callback does not wait for an attempt. Reload to see how it is doing.",
      );
    await recordAudit(within, {
      action: "api_token.callback_tried",
      targetId: input.tokenId,
      targetLabel: name,
      after: { eventType: input.eventType },
    });
  });
}
