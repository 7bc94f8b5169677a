import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { deliveries, deliveryLanes } from "@/db/schema/callbacks";

/**
 * Cancels, visibly, everything that these callbacks are still owed and answers how many deliveries of each that were.
 * Their lanes are locked first and in the order of publishers; a worker that is finishing a delivery is waited for.
 */
export async function cancelDeliveries(
  tx: Executor,
  callbackIds: readonly string[],
  reason: "token_deleted" | "callback_removed",
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (callbackIds.length === 0) return counts;
  const own = inArray(deliveryLanes.callbackId, [...callbackIds]);
  await tx
    .select({ callbackId: deliveryLanes.callbackId })
    .from(deliveryLanes)
    .where(own)
    .orderBy(asc(deliveryLanes.callbackId), asc(deliveryLanes.conversationId))
    .for("update");
  await tx.delete(deliveryLanes).where(own);
  const cancelled = await tx
    .update(deliveries)
    .set({ state: "cancelled", cancelledReason: reason })
    .where(and(inArray(deliveries.callbackId, [...callbackIds]), eq(deliveries.state, "pending")))
    .returning({ callbackId: deliveries.callbackId });
  for (const { callbackId } of cancelled) counts.set(callbackId, (counts.get(callbackId) ?? 0) + 1);
  return counts;
}
