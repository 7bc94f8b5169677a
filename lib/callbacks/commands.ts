import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { EventType } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { lockToken } from "../api-tokens/lock";
import { type AuditEntry, recordAudit } from "../audit/record";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { blockReason } from "../deliveries/wait-reason";
import { BLOCK_REASONS } from "../deliveries/words";
import { AppError, invalidFields, notFound } from "../errors";
import { wakeWorkers } from "../events/publish";
import type { SectionSaved } from "../result";
import { requireSameVersion } from "../section-version";
import { cancelDeliveries, holdLanesToCancel, isBeingCancelled } from "./cancel-deliveries";
import { endpointFault, endpointsByEvent, endpointsVersion } from "./endpoints";
import { makeLanesDue } from "./lanes";
import { probeAtOnce } from "./probe-at-once";
import type { OneCallbackInput, SaveCallbacksInput } from "./schema";
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

/** One that the product paused and an admin saves as it is: it is called again. */
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

async function settleLanes(tx: Executor, callbackId: string, { callback, was }: Change): Promise<void> {
  const { url, enabled, eventType } = callback;
  if (url === "") await cancelDeliveries(tx, await holdLanesToCancel(tx, [callbackId]), "callback_removed");
  else if (was.url === "") await requireNothingOwed(tx, callbackId, eventType);
  else if (enabled) await makeDue(tx, callbackId);
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
  changes: Change[],
): Promise<void> {
  const others = changes.filter(isAnother);
  await recordAudit(within, {
    ...target,
    action: "api_token.callbacks_changed",
    before: endpointsByEvent(others.map(({ callback, was }) => ({ ...was, eventType: callback.eventType }))),
    after: endpointsByEvent(others.map(({ callback }) => callback)),
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
 * it was owed; one that is switched off keeps it waiting; one that was paused is resumed. Throws `not_found`, `invalid_input`, `conflict`, `forbidden`.
 */
export async function saveCallbacks(ctx: Context, input: SaveCallbacksInput): Promise<SectionSaved> {
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
    for (const change of changes) if (change.was.id) await settleLanes(within.tx, change.was.id, change);
    for (const change of changes) await writeCallback(within.tx, input.tokenId, change);
    await recordChanges(within, { targetId: input.tokenId, targetLabel: name }, changes);
    return {
      changed: changes.map(({ callback }) => callback.eventType),
      version: endpointsVersion(input.callbacks),
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
