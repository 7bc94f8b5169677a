import "server-only";
import { lt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { removeOldEvents } from "@/db/event-retention";
import { ensureRequestPartitions, PARTITIONS_AHEAD_MS } from "@/db/partitions";
import { dropOldRequests } from "@/db/request-retention";
import { sessions } from "@/db/schema/users";
import { laneIsFree } from "../deliveries/lanes";
import { DAY_MS } from "../format/durations";
import { cutOffLostStreams } from "../request-log/writer";
import { firstIdOf } from "../table/id-time";

const LANES_PER_BATCH = 500;

type DeadLane = { callbackId: string; conversationId: string; reason: string };

/** Cancels what one batch of lanes of dead tokens and removed callbacks owes; lanes under way wait for the next time. */
async function cancelBatch(db: Database): Promise<number> {
  return db.$client.begin(async (sql) => {
    const lanes = await sql<DeadLane[]>`
      select lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
        case when api_tokens.deleted_at is not null then 'token_deleted'
          when api_tokens.expires_at <= now() then 'token_expired' else 'callback_removed' end as reason
      from api_tokens
      join callbacks on callbacks.token_id = api_tokens.id
      join delivery_lanes lane on lane.callback_id = callbacks.id
      where (api_tokens.deleted_at is not null or api_tokens.expires_at <= now() or callbacks.url = '')
        and ${sql.unsafe(laneIsFree("lane"))}
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

/** Cancels, visibly, what dead tokens and removed callbacks are still owed, until nothing is left or the signal fires. */
export async function cancelDeadDeliveries(db: Database, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await cancelBatch(db)) === LANES_PER_BATCH);
}

/** Removes sessions that are over; they let nobody in, but would pile up. */
async function removeEndedSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expires, sql`now()`));
}

/**
 * Removes the counts of minutes that are over. They are locked in the order of their keys, as those who count do, and
 * one that is being counted on is left.
 */
async function removeEndedCounts(db: Database): Promise<void> {
  await db.execute(sql`
    delete from rate_limits using (
      select key from rate_limits where expire < now() order by key for update skip locked) as ended
    where rate_limits.key = ended.key and rate_limits.expire < now()`);
}

export type MaintenanceOptions = {
  now: Date;
  /** For how many days the request log is kept at least. */
  retentionDays: number;
  /** For how many days events and what became of them are kept. */
  eventRetentionDays: number;
  signal: AbortSignal;
  onFault: (error: unknown, what: string) => void;
};

/**
 * The work of every minute: partitions of the request log ahead of time, its streamed answers whose process died, months
 * of it and events that are over their retention, deliveries that nobody is owed any more, sessions and counted minutes
 * that are over. A step that fails is told to `onFault` and does not keep the others from running.
 */
export async function runMaintenance(db: Database, options: MaintenanceOptions): Promise<void> {
  const { now, retentionDays, eventRetentionDays, signal, onFault } = options;
  const later = (ms: number) => new Date(now.getTime() + ms);
  const steps = {
    "partitions not made": ensureRequestPartitions(db, now, later(PARTITIONS_AHEAD_MS)),
    "old requests not dropped": dropOldRequests(db, later(-retentionDays * DAY_MS)),
    "lost streams not cut off": cutOffLostStreams(db),
    "old events not removed": removeOldEvents(db, firstIdOf(later(-eventRetentionDays * DAY_MS)), signal),
    "dead deliveries not cancelled": cancelDeadDeliveries(db, signal),
    "ended sessions not removed": removeEndedSessions(db),
    "ended counts not removed": removeEndedCounts(db),
  };
  await Promise.all(Object.entries(steps).map(([what, step]) => step.catch((error) => onFault(error, what))));
}
