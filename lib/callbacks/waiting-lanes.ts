import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/**
 * Makes the lanes of a callback that wait for a later attempt due at once, but for those under way. They are locked in
 * the order of publishers, which are waited for: whoever holds other lanes already may be waited for by them.
 */
export async function makeLanesDue(db: Executor, callbackId: string): Promise<void> {
  await db.execute(sql`
    with waiting as materialized (
      select callback_id, conversation_id from delivery_lanes
      where callback_id = ${callbackId} and next_attempt_at > now() and lease_until is null
      order by callback_id, conversation_id for update)
    update delivery_lanes lane set next_attempt_at = now() from waiting
    where lane.callback_id = waiting.callback_id and lane.conversation_id = waiting.conversation_id`);
}
