import "server-only";
import { asc, inArray, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { deliveryLanes } from "@/db/schema/callbacks";
import type { Lane } from "../dispatcher/job";

/** So many lanes are cancelled at once. A longer backlog would outlast a statement, and keep its publishers waiting. */
export const LANES_AT_ONCE = 5_000;

const ofCallbacks = (ids: readonly string[]) => inArray(deliveryLanes.callbackId, [...ids]);

/**
 * Holds the lanes of these callbacks, 5,000 at most, until the end of the transaction, and answers them. They are locked in
 * the order of publishers; a worker that is finishing a delivery is waited for.
 */
export async function holdLanesToCancel(tx: Executor, callbackIds: readonly string[]): Promise<Lane[]> {
  if (callbackIds.length === 0) return [];
  return tx
    .select({ callbackId: deliveryLanes.callbackId, conversationId: deliveryLanes.conversationId })
    .from(deliveryLanes)
    .where(ofCallbacks(callbackIds))
    .orderBy(asc(deliveryLanes.callbackId), asc(deliveryLanes.conversationId))
    .limit(LANES_AT_ONCE)
    .for("update");
}

/**
 * Cancels, visibly, what waits in these lanes, which the caller holds. Where a callback has more of them upkeep does the
 * rest, so that the caller has to see that nobody is called meanwhile.
 */
export async function cancelDeliveries(
  tx: Executor,
  held: readonly Lane[],
  reason: "token_deleted" | "callback_removed",
): Promise<void> {
  if (held.length === 0) return;
  const given = sql`unnest(${sql.param(held.map((lane) => lane.callbackId))}::uuid[],
    ${sql.param(held.map((lane) => lane.conversationId))}::uuid[]) as held (callback_id, conversation_id)`;
  await tx.execute(sql`
    delete from delivery_lanes lane using ${given}
    where lane.callback_id = held.callback_id and lane.conversation_id = held.conversation_id`);
  await tx.execute(sql`
    update deliveries d set state = 'cancelled', cancelled_reason = ${reason} from ${given}
    where d.callback_id = held.callback_id and d.conversation_id = held.conversation_id and d.state = 'pending'`);
}

/** True while something that a callback was owed before its endpoint was taken away is not cancelled yet. */
export async function isBeingCancelled(tx: Executor, callbackId: string): Promise<boolean> {
  const [lane] = await tx
    .select({ callbackId: deliveryLanes.callbackId })
    .from(deliveryLanes)
    .where(ofCallbacks([callbackId]))
    .limit(1);
  return lane !== undefined;
}
