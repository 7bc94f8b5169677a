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
  const { activatesAt, expiresAt, deletedAt, seesAllNumbers } = token.row;
  return (
    event.type === row.eventType &&
    !isSilent &&
    event.occurredAt > row.createdAt &&
    event.occurredAt >= activatesAt &&
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
    rows.push({ deliveryId, no: rows.length + 1, startedAt, durationMs, ...random.pick(isLast ? SUCCESSES : HICCUPS) });
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
    rows.push({ deliveryId, no: rows.length + 1, startedAt, durationMs: fault === GONE ? 85 : 5_002, ...fault });
    if (fault === GONE) break;
    startedAt = shifted(startedAt, waitSeconds * 1_000);
  }
  return rows;
}

/**
 * Makes what the callbacks were owed: delivered up to their turn, from there on pending (with a lane, in order) or
 * cancelled.
 */
export function planDeliveries(now: Date, planned: readonly PlannedCallback[], events: readonly StoredEvent[]): Deliveries {
  const random = createRandom("deliveries");
  const result: Deliveries = { deliveries: [], attempts: [], lanes: [] };
  for (const callback of planned) {
    const { row, turn, token } = callback;
    const turnAt = turn ? shifted(now, turn.at * DAY_MS) : now;
    const lastTry = token.row.pausedAt ?? now;
    const lanes = new Set<string>();
    for (const event of events) {
      if (!isOwed(callback, event, now)) continue;
      const id = random.idAt(event.occurredAt);
      const base = { id, eventId: event.id, callbackId: row.id, conversationId: event.conversationId, eventSeq: event.seq, createdAt: event.occurredAt };
      if (event.occurredAt < turnAt) {
        const tries = happyAttempts(random, id, event.occurredAt, now);
        const last = tries.at(-1);
        const deliveredAt = last ? shifted(last.startedAt, last.durationMs) : null;
        result.attempts.push(...tries);
        result.deliveries.push({ ...base, state: "delivered", attempts: tries.length, deliveredAt, cancelledReason: null });
        continue;
      }
      const isHead = !lanes.has(event.conversationId);
      // A callback that is gone was asked once; from then on it is left alone.
      const isTried = isHead && (turn?.what !== "gone" || lanes.size === 0);
      lanes.add(event.conversationId);
      const tries = isTried ? vainAttempts(id, event.occurredAt, lastTry, turn?.what === "gone" ? GONE : TIMEOUT) : [];
      result.attempts.push(...tries);
      const isCancelled = turn?.what === "cancelled";
      const cancelledReason = isCancelled ? (turn.reason ?? null) : null;
      result.deliveries.push({ ...base, state: isCancelled ? "cancelled" : "pending", attempts: tries.length, deliveredAt: null, cancelledReason });
    }
    if (turn?.what === "cancelled") continue;
    for (const conversationId of lanes)
      result.lanes.push({ callbackId: row.id, conversationId, nextAttemptAt: lastTry, leaseUntil: null, leasedBy: null });
  }
  return result;
}
