import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { EventType } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { AppError, notFound } from "../errors";
import { DELIVERIES_CHANNEL } from "../events/publish";
import type { SectionSaved } from "../result";
import { requireSameVersion } from "../section-version";
import { cancelDeliveries } from "./cancel-deliveries";
import { endpointFault, endpointsByEvent, endpointsVersion } from "./endpoints";
import type { SaveCallbacksInput } from "./schema";
import { makeLanesDue } from "./waiting-lanes";
import { urlField } from "./words";

type CallbackInput = SaveCallbacksInput["callbacks"][number];

function requireUsableUrls(inputs: CallbackInput[]): void {
  const fields: Record<string, string> = {};
  for (const { eventType, url } of inputs) {
    const fault = url === "" ? null : endpointFault(url);
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

/** A changed or re-enabled endpoint starts afresh: its failures are forgotten. */
const HEALTHY = {
  pausedAt: null,
  pausedReason: null,
  failingSince: null,
  consecutiveFailures: 0,
  probeAt: null,
  probes: 0,
};

/** What waits for a changed or re-enabled endpoint is due at once. */
async function startAfresh(tx: Executor, callbackId: string): Promise<void> {
  await makeLanesDue(tx, callbackId);
  await tx.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
}

type Stored = { id: string | null; url: string; enabled: boolean };

const UNSET: Stored = { id: null, url: "", enabled: false };

async function readStored(tx: Executor, tokenId: string): Promise<Map<EventType, Stored>> {
  const rows = await tx
    .select({
      eventType: callbacks.eventType,
      id: callbacks.id,
      url: callbacks.url,
      enabled: callbacks.enabled,
    })
    .from(callbacks)
    .where(eq(callbacks.tokenId, tokenId));
  return new Map(rows.map(({ eventType, ...stored }) => [eventType, stored]));
}

function storedVersion(stored: Map<EventType, Stored>): string {
  return endpointsVersion([...stored].map(([eventType, { url, enabled }]) => ({ eventType, url, enabled })));
}

async function settleLanes(tx: Executor, callbackId: string, { url, enabled }: CallbackInput): Promise<void> {
  if (url === "") await cancelDeliveries(tx, [callbackId], "callback_removed");
  else if (enabled) await startAfresh(tx, callbackId);
}

async function writeCallback(tx: Executor, tokenId: string, id: string | null, input: CallbackInput) {
  const { url, enabled } = input;
  if (id === null) {
    await tx.insert(callbacks).values({ tokenId, ...input });
    return;
  }
  await tx
    .update(callbacks)
    .set({ url, enabled, updatedAt: sql`now()`, ...(enabled && HEALTHY) })
    .where(eq(callbacks.id, id));
}

/**
 * Sets a token's endpoints, all of them or none, and answers which event types changed. An emptied endpoint cancels what
 * it was owed; one that is switched off keeps it waiting. Throws `not_found`, `invalid_input`, `conflict`, `forbidden`.
 */
export async function saveCallbacks(ctx: Context, input: SaveCallbacksInput): Promise<SectionSaved> {
  requireRight(ctx, "write");
  requireUsableUrls(input.callbacks);
  return withTransaction(ctx, async ({ tx, ...rest }) => {
    const name = await lockTokenName(tx, input.tokenId);
    const stored = await readStored(tx, input.tokenId);
    const changes = input.callbacks
      .map((callback) => ({ callback, was: stored.get(callback.eventType) ?? UNSET }))
      .filter(({ callback, was }) => callback.url !== was.url || callback.enabled !== was.enabled);
    if (changes.length > 0) requireSameVersion(input.version, storedVersion(stored), "these callbacks");
    // The lanes of all of them before the callbacks themselves, as the worker locks them.
    for (const { callback, was } of changes) if (was.id) await settleLanes(tx, was.id, callback);
    for (const { callback, was } of changes) await writeCallback(tx, input.tokenId, was.id, callback);
    await recordAudit(
      { tx, ...rest },
      {
        action: "api_token.callbacks_changed",
        targetType: "api_token",
        targetId: input.tokenId,
        targetLabel: name,
        before: endpointsByEvent(
          changes.map(({ callback, was }) => ({ ...was, eventType: callback.eventType })),
        ),
        after: endpointsByEvent(changes.map(({ callback }) => callback)),
      },
    );
    return {
      changed: changes.map(({ callback }) => callback.eventType),
      version: endpointsVersion(input.callbacks),
    };
  });
}
