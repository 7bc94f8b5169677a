import "server-only";
import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { deliveries, deliveryLanes } from "@/db/schema/callbacks";

/** So many lanes are cancelled at once. A longer backlog would outlast a statement, and keep its publishers waiting. */
export const LANES_AT_ONCE = 5_000;

const ofCallbacks = (ids: readonly string[]) => ({
  lanes: inArray(deliveryLanes.callbackId, [...ids]),
  owed: and(inArray(deliveries.callbackId, [...ids]), eq(deliveries.state, "pending")),
});

async function countOwed(tx: Executor, callbackIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ callbackId: deliveries.callbackId, owed: count() })
    .from(deliveries)
    .where(ofCallbacks(callbackIds).owed)
    .groupBy(deliveries.callbackId);
  return new Map(rows.map(({ callbackId, owed }) => [callbackId, owed]));
}

/**
 * Cancels, visibly, what these callbacks are still owed and answers how many deliveries of each that are. What 5,000
 * conversations wait for is cancelled at once; upkeep does the rest, so that the caller has to see that nobody is called
 * meanwhile. Lanes are locked first and in the order of publishers; a worker that is finishing a delivery is waited for.
 */
export async function cancelDeliveries(
  tx: Executor,
  callbackIds: readonly string[],
  reason: "token_deleted" | "callback_removed",
): Promise<Map<string, number>> {
  if (callbackIds.length === 0) return new Map();
  const held = await tx
    .select({ callbackId: deliveryLanes.callbackId, conversationId: deliveryLanes.conversationId })
    .from(deliveryLanes)
    .where(ofCallbacks(callbackIds).lanes)
    .orderBy(asc(deliveryLanes.callbackId), asc(deliveryLanes.conversationId))
    .limit(LANES_AT_ONCE)
    .for("update");
  const counts = await countOwed(tx, callbackIds);
  const given = sql`unnest(${sql.param(held.map((lane) => lane.callbackId))}::uuid[],
    ${sql.param(held.map((lane) => lane.conversationId))}::uuid[]) as held (callback_id, conversation_id)`;
  await tx.execute(sql`
    delete from delivery_lanes lane using ${given}
    where lane.callback_id = held.callback_id and lane.conversation_id = held.conversation_id`);
  await tx.execute(sql`
    update deliveries d set state = 'cancelled', cancelled_reason = ${reason} from ${given}
    where d.callback_id = held.callback_id and d.conversation_id = held.conversation_id and d.state = 'pending'`);
  return counts;
}

/** True while something that a callback was owed before its endpoint was taken away is not cancelled yet. */
export async function isBeingCancelled(tx: Executor, callbackId: string): Promise<boolean> {
  const [lane] = await tx
    .select({ callbackId: deliveryLanes.callbackId })
    .from(deliveryLanes)
    .where(ofCallbacks([callbackId]).lanes)
    .limit(1);
  return lane !== undefined;
}
