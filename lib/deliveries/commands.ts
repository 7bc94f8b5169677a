import "server-only";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import { deliveries } from "@/db/schema/callbacks";
import { probeAtOnce } from "../callbacks/probe-at-once";
import { defineDeliveryChange } from "./changes";
import { holdLanesOf, laneIsFree, openDueLanesOf, settleLanesOf } from "./lanes";

type DeliveryValues = PgUpdateSetSource<typeof deliveries>;

/** What makes a delivery that is over pending again: after a failure it waits as one that was never tried. */
export const PENDING_AGAIN = {
  state: "pending",
  cancelledReason: null,
  attemptsBefore: sql`${deliveries.attempts}`,
} satisfies DeliveryValues;

async function setState(tx: Executor, ids: string[], from: "pending" | "over", values: DeliveryValues) {
  const asBefore = from === "pending" ? eq(deliveries.state, "pending") : ne(deliveries.state, "pending");
  const rows = await tx
    .update(deliveries)
    .set(values)
    .where(and(inArray(deliveries.id, ids), asBefore))
    .returning({ id: deliveries.id });
  return rows.map(({ id }) => id);
}

/**
 * Resends what was delivered or cancelled: it is pending again, in its place by the order of the events but behind what a
 * worker has in its hands, and its lane is due at once. Its attempts go on from the last one, its waits begin anew, and it
 * keeps when it was delivered until it is again.
 */
export const resendDeliveries = defineDeliveryChange({
  action: "deliveries.resent",
  overtaken: "pending",
  refuse: ({ state, blockedBy, numberIds, managedNumberId }) => {
    if (state === "pending") return "pending";
    if (blockedBy !== null) return blockedBy;
    return numberIds === null || numberIds.includes(managedNumberId) ? null : "number_not_visible";
  },
  write: async (tx, ids) => {
    await openDueLanesOf(tx, ids);
    // After the lanes are held: a worker that finishes one meanwhile cannot take it for empty.
    return setState(tx, ids, "over", PENDING_AGAIN);
  },
});

/**
 * Makes pending deliveries that wait for their next attempt due at once, before all others of their callbacks: where a
 * callback is left alone after its failures, one of them is what it is tried with.
 */
export const retryDeliveries = defineDeliveryChange({
  action: "deliveries.retried",
  overtaken: "under_way",
  refuse: ({ state, blockedBy, waitsFor, isDue }) => {
    if (state !== "pending") return "not_pending";
    if (blockedBy !== null) return blockedBy;
    if (waitsFor === "earlier_delivery" || waitsFor === "under_way") return waitsFor;
    return isDue ? "due" : null;
  },
  write: async (tx, ids) => {
    await holdLanesOf(tx, ids);
    const rows = await tx.execute<{ id: string; callbackId: string }>(sql`
      update delivery_lanes lane set next_attempt_at = least(now(), (
        select min(next_attempt_at) from delivery_lanes first_due where first_due.callback_id = lane.callback_id
      ) - interval '1 millisecond')
      from deliveries d
      where d.id = any(${sql.param(ids)}::uuid[]) and d.state = 'pending'
        and lane.callback_id = d.callback_id and lane.conversation_id = d.conversation_id
        and ${sql.raw(laneIsFree("lane"))}
      returning d.id, d.callback_id as "callbackId"`);
    await probeAtOnce(tx, [...new Set(rows.map(({ callbackId }) => callbackId))]);
    return rows.map(({ id }) => id);
  },
});

/**
 * Cancels pending deliveries, visibly. One that a worker has in its hands is cancelled too: its attempt is recorded when it
 * ends, and no other follows.
 */
export const cancelPending = defineDeliveryChange({
  action: "deliveries.cancelled",
  overtaken: "not_pending",
  refuse: ({ state }) => (state === "pending" ? null : "not_pending"),
  write: async (tx, ids) => {
    await holdLanesOf(tx, ids);
    const cancelled = await setState(tx, ids, "pending", {
      state: "cancelled",
      cancelledReason: "cancelled_by_admin",
    });
    if (cancelled.length > 0) await settleLanesOf(tx, cancelled);
    return cancelled;
  },
});
