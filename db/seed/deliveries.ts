import type { deliveries, deliveryAttempts, deliveryLanes } from "../schema/callbacks";
import type { PlannedCallback } from "./callbacks";
import type { EventRow } from "./events";
import { createRandom, type Random } from "./random";
import { DAY_MS, HOUR_MS, shifted } from "./times";

type DeliveryRow = typeof deliveries.$inferInsert & { id: string };
type AttemptRow = typeof deliveryAttempts.$inferInsert;
type LaneRow = typeof deliveryLanes.$inferInsert;

/** An event as it stands in the database, where it got its place. */
export type StoredEvent = EventRow & { seq: bigint };

export type Deliveries = { deliveries: DeliveryRow[]; attempts: AttemptRow[]; lanes: LaneRow[] };

const RETRY_SECONDS = [5, 30, 120, 600, 1_800, 3_600, 7_200];
type Answer = { statusCode: number | null; error: string | null; responseExcerpt: string | null };

const HICCUPS: readonly Answer[] = [
  { statusCode: 503, error: null, responseExcerpt: "upstream unavailable" },
  { statusCode: 500, error: null, responseExcerpt: '{"error":"internal"}' },
  { statusCode: null, error: "timeout", responseExcerpt: null },
  { statusCode: null, error: "reset", responseExcerpt: null },
];
const SUCCESSES: readonly Answer[] = [
  { statusCode: 204, error: null, responseExcerpt: null },
  { statusCode: 200, error: null, responseExcerpt: "ok" },
];
const GONE: Answer = { statusCode: 410, error: null, responseExcerpt: "This endpoint is retired." };
const TIMEOUT: Answer = { statusCode: null, error: "timeout_connect", responseExcerpt: null };

function isOwed({ row, token, turn }: PlannedCallback, event: EventRow, now: Date): boolean {
  const isSilent = turn?.what === "silent" && event.occurredAt >= shifted(now, turn.at * DAY_MS);
  const { activatesAt, pausedAt, expiresAt, deletedAt, seesAllNumbers } = token.row;
  return (
    event.type === row.eventType &&
    !isSilent &&
    event.occurredAt > row.createdAt &&
    event.occurredAt >= activatesAt &&
    !(pausedAt && event.occurredAt >= pausedAt) &&
    !(expiresAt && event.occurredAt >= expiresAt) &&
    !(deletedAt && event.occurredAt >= deletedAt) &&
    (seesAllNumbers || token.numberIds.includes(event.managedNumberId))
  );
}

/** The tries of a delivery that came through in the end: one, or a few when the receiver had a bad moment. */
function happyAttempts(random: Random, deliveryId: string, at: Date, now: Date): AttemptRow[] {
  const rows: AttemptRow[] = [];
  let startedAt = shifted(at, random.between(15, 180));
  for (const waitSeconds of RETRY_SECONDS.slice(0, 3)) {
    const isLast = rows.length === 2 || startedAt >= shifted(now, -HOUR_MS) || !random.chance(0.04);
    const durationMs = random.between(20, 340);
    rows.push({
      deliveryId,
      no: rows.length + 1,
      startedAt,
      durationMs,
      ...random.pick(isLast ? SUCCESSES : HICCUPS),
    });
    if (isLast) break;
    startedAt = shifted(startedAt, waitSeconds * 1_000);
  }
  return rows;
}

/** The tries of the first delivery of a lane that does not come through. */
function vainAttempts(deliveryId: string, at: Date, until: Date, fault: Answer): AttemptRow[] {
  const rows: AttemptRow[] = [];
  let startedAt = shifted(at, 90);
  for (const waitSeconds of RETRY_SECONDS) {
    if (startedAt > until) break;
    rows.push({
      deliveryId,
      no: rows.length + 1,
      startedAt,
      durationMs: fault === GONE ? 85 : 5_002,
      ...fault,
    });
    if (fault === GONE) break;
    startedAt = shifted(startedAt, waitSeconds * 1_000);
  }
  return rows;
}

const sentTo = ({ row }: PlannedCallback, tries: AttemptRow[]) =>
  tries.map((attempt) => ({ ...attempt, url: row.url }));

function baseOf(id: string, { row }: PlannedCallback, event: StoredEvent) {
  const { id: eventId, conversationId, seq: eventSeq, occurredAt: createdAt } = event;
  return { id, eventId, callbackId: row.id, conversationId, eventSeq, createdAt };
}

function deliver(
  random: Random,
  result: Deliveries,
  callback: PlannedCallback,
  event: StoredEvent,
  now: Date,
): void {
  const id = random.idAt(event.occurredAt);
  const tries = happyAttempts(random, id, event.occurredAt, now);
  const last = tries.at(-1);
  const deliveredAt = last ? shifted(last.startedAt, last.durationMs) : null;
  const outcome = { state: "delivered" as const, attempts: tries.length, deliveredAt, cancelledReason: null };
  result.attempts.push(...sentTo(callback, tries));
  result.deliveries.push({ ...baseOf(id, callback, event), ...outcome });
}

/** What could not be delivered from the callback's turn on; of each conversation only the first was tried. */
function fail(
  random: Random,
  result: Deliveries,
  callback: PlannedCallback,
  owed: readonly StoredEvent[],
  now: Date,
): void {
  const { row, turn, token } = callback;
  const lastTry = token.row.pausedAt ?? now;
  const fault = turn?.what === "gone" ? GONE : TIMEOUT;
  const isCancelled = turn?.what === "cancelled";
  const lanes = new Set<string>();
  for (const event of owed) {
    const id = random.idAt(event.occurredAt);
    // A callback that is gone was asked once; from then on it is left alone.
    const isTried = !lanes.has(event.conversationId) && (fault !== GONE || lanes.size === 0);
    const tries = isTried ? vainAttempts(id, event.occurredAt, lastTry, fault) : [];
    const state = isCancelled ? ("cancelled" as const) : ("pending" as const);
    const cancelledReason = isCancelled ? (turn.reason ?? null) : null;
    const outcome = { state, attempts: tries.length, deliveredAt: null, cancelledReason };
    result.attempts.push(...sentTo(callback, tries));
    result.deliveries.push({ ...baseOf(id, callback, event), ...outcome });
    lanes.add(event.conversationId);
  }
  if (isCancelled) return;
  const lane = { callbackId: row.id, nextAttemptAt: lastTry, leaseUntil: null, leasedBy: null };
  result.lanes.push(...[...lanes].map((conversationId) => ({ ...lane, conversationId })));
}

/**
 * Makes what the callbacks were owed: delivered up to their turn, from there on pending (with a lane, in order) or
 * cancelled.
 */
export function planDeliveries(
  now: Date,
  planned: readonly PlannedCallback[],
  events: readonly StoredEvent[],
): Deliveries {
  const random = createRandom("deliveries");
  const result: Deliveries = { deliveries: [], attempts: [], lanes: [] };
  for (const callback of planned) {
    const turnAt = callback.turn ? shifted(now, callback.turn.at * DAY_MS) : now;
    const owed = events.filter((event) => isOwed(callback, event, now));
    for (const event of owed) if (event.occurredAt < turnAt) deliver(random, result, callback, event, now);
    fail(
      random,
      result,
      callback,
      owed.filter((event) => event.occurredAt >= turnAt),
      now,
    );
  }
  return result;
}
