import "server-only";
import { sql } from "drizzle-orm";
import type { Context } from "../context";
import type { CallbackHealth } from "./schema";

/** So many of a callback's newest deliveries unless told, and of its soonest lanes, are looked at. */
const NEWEST_DELIVERIES = 2_000;
const SOONEST_LANES = 500;

/**
 * How the attempts of a token's callbacks at their present URLs went in the last 24 hours. Only the newest deliveries and the heads of lanes, of
 * which the others wait for, are looked at, so that a page costs the same whatever a callback has behind it.
 */
export async function listCallbackHealth(
  ctx: Context,
  tokenId: string,
  newest = NEWEST_DELIVERIES,
): Promise<CallbackHealth[]> {
  return ctx.db.execute<CallbackHealth>(sql`
    select callbacks.event_type as "eventType", day.*
    from callbacks cross join lateral (
      with newest as materialized (
        select id, created_at from deliveries where callback_id = callbacks.id order by id desc limit ${newest}::int)
      select count(*)::int as attempts,
        -- By what was looked at: most of it may wait, with no attempt yet.
        (select count(*) >= ${newest}::int and min(created_at) > now() - interval '24 hours' from newest) as "isPart",
        (count(*) filter (where attempt.status_code between 200 and 299))::int as accepted,
        percentile_cont(0.95) within group (order by attempt.duration_ms) as "p95Ms"
      from (
        (select id from newest)
        union
        (select head.id from (
            select conversation_id from delivery_lanes where callback_id = callbacks.id
            order by next_attempt_at limit ${SOONEST_LANES}) lane
          cross join lateral (
            select id from deliveries where callback_id = callbacks.id and state = 'pending'
              and conversation_id = lane.conversation_id order by event_seq limit 1) head)) looked (id)
      join delivery_attempts attempt on attempt.delivery_id = looked.id
      where attempt.url = callbacks.url and attempt.started_at > now() - interval '24 hours') day
    where callbacks.token_id = ${tokenId}`);
}
