import "server-only";
import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Executor } from "@/db/client";
import { readEventHorizon } from "@/db/event-order";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, events } from "@/db/schema/callbacks";
import { grantColumns } from "../api-tokens/token-lookup";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { inScope } from "../conversations/scope";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { wakeWorkers } from "../events/publish";
import { nextIds, placeBefore } from "../events/queries";
import { DAY_MS } from "../format/durations";
import { PENDING_AGAIN } from "./commands";
import { openDueLanes } from "./lanes";
import type { Recovered, RecoverInput, RecoverPreview } from "./schema";
import { blockReason } from "./wait-reason";
import { BLOCK_REASONS, type BlockReason } from "./words";

/** So many events are looked at in one transaction. */
const BATCH = 2000;
/** So many are counted at most beforehand. */
const COUNTED_EVENTS = 200_000;
/** For so long batches are begun in one request, whose answer nobody waits for without end. */
const RECOVER_MS = 20_000;

const callbackColumns = {
  id: callbacks.id,
  eventType: callbacks.eventType,
  blockedBy: blockReason,
  tokenName: apiTokens.name,
  ...grantColumns,
};

type CallbackOf = Pick<RecoverInput, "tokenId" | "eventType">;

function selectCallback(db: Executor, { tokenId, eventType }: CallbackOf) {
  return db
    .select(callbackColumns)
    .from(callbacks)
    .innerJoin(apiTokens, eq(apiTokens.id, callbacks.tokenId))
    .where(and(eq(callbacks.tokenId, tokenId), eq(callbacks.eventType, eventType)));
}

type RecoveredCallback = Awaited<ReturnType<typeof selectCallback>>[number];

/** The callback as it is now; with `held` it stays so until the end of the transaction. Throws `not_found`. */
async function readCallback(db: Executor, of: CallbackOf, held = false): Promise<RecoveredCallback> {
  const [row] = await (held
    ? selectCallback(db, of).for("share", { of: apiTokens })
    : selectCallback(db, of));
  if (!row) throw notFound("This callback");
  return row;
}

/** Where a recovery begins and ends: events up to the end are final, later ones are owed by whoever publishes them. */
type Span = { since: Date; after: bigint; until: bigint };

async function readSpan(ctx: Context, { since, goOnAfter }: RecoverInput): Promise<Span> {
  const until = await readEventHorizon(ctx.db);
  const after = goOnAfter === undefined ? await placeBefore(ctx, since) : BigInt(goOnAfter);
  return { since, until, after: after ?? until };
}

function inSpan({ since, after, until }: Span): SQL | undefined {
  return and(
    sql`${events.seq} > ${after.toString()}::bigint and ${events.seq} <= ${until.toString()}::bigint`,
    gte(events.createdAt, since),
  );
}

const ofCallback = (id: string) => and(eq(deliveries.eventId, events.id), eq(deliveries.callbackId, id));

async function countRecoverable(
  db: Executor,
  callback: RecoveredCallback,
  span: Span,
  most: number,
): Promise<Omit<RecoverPreview, "keptDays" | "blockedBy">> {
  const looked = db
    .select({ id: deliveries.id, state: deliveries.state })
    .from(events)
    .leftJoin(deliveries, ofCallback(callback.id))
    .where(and(inScope(callback, events.managedNumberId), eq(events.type, callback.eventType), inSpan(span)))
    .limit(most)
    .as("looked");
  const [counts] = await db
    .select({
      neverSent: sql<number>`(count(*) filter (where ${looked.id} is null))::int`,
      cancelled: sql<number>`(count(*) filter (where ${looked.state} = 'cancelled'))::int`,
      waiting: sql<number>`(count(*) filter (where ${looked.state} = 'pending'))::int`,
      isWhole: sql<boolean>`count(*) < ${most}::int`,
    })
    .from(looked);
  return counts ?? { neverSent: 0, cancelled: 0, waiting: 0, isWhole: true };
}

/**
 * What a recovery would send by the token's present rights, counted among 200,000 events at most. Throws `not_found`,
 * `forbidden`.
 */
export async function previewRecovery(
  ctx: Context,
  input: RecoverInput,
  { most = COUNTED_EVENTS } = {},
): Promise<RecoverPreview> {
  requireRight(ctx, "write");
  const callback = await readCallback(ctx.db, input);
  const counts = await countRecoverable(ctx.db, callback, await readSpan(ctx, input), most);
  const days = env().EVENT_RETENTION_DAYS;
  const keptDays = input.since.getTime() < Date.now() - days * DAY_MS ? days : null;
  return { ...counts, keptDays, blockedBy: callback.blockedBy };
}

type Lost = { eventId: string; eventSeq: bigint; conversationId: string };

/** Owes these events to the callback, those that it is not owed already, and answers how many they were. */
async function owe(tx: Executor, callbackId: string, lost: Lost[]): Promise<number> {
  await openDueLanes(
    tx,
    callbackId,
    lost.map(({ conversationId }) => conversationId),
  );
  const owed = await tx
    .insert(deliveries)
    .values(lost.map((event) => ({ id: uuidv7(), callbackId, ...event })))
    .onConflictDoUpdate({
      target: [deliveries.eventId, deliveries.callbackId],
      set: PENDING_AGAIN,
      setWhere: eq(deliveries.state, "cancelled"),
    })
    .returning({ id: deliveries.id });
  await wakeWorkers(tx);
  return owed.length;
}

type Batch = { recovered: number; last: bigint | null; stoppedBy: BlockReason | null };

/** Recovers what is lost of the next events in one transaction; `last` is null when there are no more. */
async function recoverBatch({ tx }: TransactionContext, of: CallbackOf, span: Span): Promise<Batch> {
  const callback = await readCallback(tx, of, true);
  if (callback.blockedBy) return { recovered: 0, last: null, stoppedBy: callback.blockedBy };
  const next = nextIds(callback, { type: callback.eventType, limit: BATCH - 1 }, inSpan(span));
  const seen = await tx
    .select({
      eventId: events.id,
      eventSeq: events.seq,
      conversationId: events.conversationId,
      state: deliveries.state,
    })
    .from(events)
    .leftJoin(deliveries, ofCallback(callback.id))
    .where(sql`${events.id} in (${next})`)
    .orderBy(events.seq)
    // So that none is removed for its age before it is owed.
    .for("key share", { of: events });
  const lost = seen.flatMap(({ state, ...event }) => (state === null || state === "cancelled" ? event : []));
  return {
    recovered: lost.length === 0 ? 0 : await owe(tx, callback.id, lost),
    // Fewer than asked for may be left of those named: events are removed for their age meanwhile.
    last: seen.at(-1)?.eventSeq ?? null,
    stoppedBy: null,
  };
}

/** Writes down what a recovery is about to send, before it begins. Throws `not_found`, `conflict`. */
async function announce(within: TransactionContext, input: RecoverInput, span: Span) {
  const callback = await readCallback(within.tx, input, true);
  if (callback.blockedBy)
    throw new AppError("conflict", `Nothing was recovered: ${BLOCK_REASONS[callback.blockedBy]}.`);
  const { neverSent, cancelled, isWhole } = await countRecoverable(within.tx, callback, span, COUNTED_EVENTS);
  await recordAudit(within, {
    action: "deliveries.recovered",
    targetId: callback.tokenId,
    targetLabel: callback.tokenName,
    after: {
      eventType: callback.eventType,
      since: input.since,
      neverSent,
      cancelledBefore: cancelled,
      ...(!isWhole && { countedEvents: COUNTED_EVENTS }),
    },
  });
}

/**
 * Owes a callback every event of its type since then that the token sees by its present rights and that was never sent or
 * was cancelled, each in its place by the order of the events. It works in batches, each whole by itself, and begins none
 * after 20 seconds, but says where to go on. What it was kept from by a change meanwhile is done by the same command
 * again. Throws `not_found`, `conflict`, `forbidden`.
 */
export async function recoverDeliveries(
  ctx: Context,
  input: RecoverInput,
  { limitMs = RECOVER_MS } = {},
): Promise<Recovered> {
  requireRight(ctx, "write");
  const until = performance.now() + limitMs;
  const span = await readSpan(ctx, input);
  await withTransaction(ctx, (within) => announce(within, input, span));
  let recovered = 0;
  for (let after: bigint | null = span.after; after !== null; ) {
    const from: Span = { ...span, after };
    const batch: Batch = await withTransaction(ctx, (within) => recoverBatch(within, input, from));
    recovered += batch.recovered;
    if (batch.stoppedBy) return { recovered, stoppedBy: batch.stoppedBy, goOnAfter: null };
    after = batch.last;
    if (after !== null && performance.now() >= until)
      return { recovered, stoppedBy: null, goOnAfter: after.toString() };
  }
  return { recovered, stoppedBy: null, goOnAfter: null };
}
