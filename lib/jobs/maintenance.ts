import "server-only";
import type { Database } from "@/db/client";
import { ensureRequestPartitions } from "@/db/partitions";

const PARTITIONS_AHEAD_MS = 62 * 24 * 3600 * 1000;
const LANES_PER_BATCH = 500;

type DeadLane = { callbackId: string; conversationId: string; reason: string };

/** Cancels what one batch of lanes of expired or deleted tokens still owes; lanes under way wait for the next time. */
async function cancelBatch(db: Database): Promise<number> {
  return db.$client.begin(async (sql) => {
    const lanes = await sql<DeadLane[]>`
      select lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
        case when api_tokens.deleted_at is not null then 'token_deleted' else 'token_expired' end as reason
      from api_tokens
      join callbacks on callbacks.token_id = api_tokens.id
      join delivery_lanes lane on lane.callback_id = callbacks.id
      where (api_tokens.deleted_at is not null or api_tokens.expires_at <= now())
        and (lane.lease_until is null or lane.lease_until <= now())
      limit ${LANES_PER_BATCH}::int
      for update of lane skip locked`;
    if (lanes.length === 0) return 0;
    const callbackIds = lanes.map((lane) => lane.callbackId);
    const conversationIds = lanes.map((lane) => lane.conversationId);
    // The lanes are held, so no delivery can join them; those that came just before are seen by now.
    await sql`
      update deliveries d set state = 'cancelled', cancelled_reason = dead.reason
      from unnest(${callbackIds}::uuid[], ${conversationIds}::uuid[], ${lanes.map((lane) => lane.reason)}::text[])
        as dead (callback_id, conversation_id, reason)
      where d.callback_id = dead.callback_id and d.conversation_id = dead.conversation_id and d.state = 'pending'`;
    await sql`
      delete from delivery_lanes lane
      using unnest(${callbackIds}::uuid[], ${conversationIds}::uuid[]) as dead (callback_id, conversation_id)
      where lane.callback_id = dead.callback_id and lane.conversation_id = dead.conversation_id`;
    return lanes.length;
  });
}

/** Cancels, visibly, what tokens that expired or were deleted are still owed, until nothing is left or the signal fires. */
export async function cancelDeadDeliveries(db: Database, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await cancelBatch(db)) === LANES_PER_BATCH);
}

/** The work of every minute: partitions of the request log ahead of time, deliveries that nobody is owed any more. */
export async function runMaintenance(db: Database, now: Date, signal: AbortSignal): Promise<void> {
  await ensureRequestPartitions(db, now, new Date(now.getTime() + PARTITIONS_AHEAD_MS));
  await cancelDeadDeliveries(db, signal);
}
