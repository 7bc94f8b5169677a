import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** True for a row of `delivery_lanes`, by its name in the query, that no worker has in hand; as text for both drivers. */
export function laneIsFree(lane: string): string {
  return `(${lane}.lease_until is null or ${lane}.lease_until <= now())`;
}

/** Such a lane's next attempt may be moved. */
const isFree = sql.raw(laneIsFree("lane"));

/** The lanes of deliveries, in the order in which everybody locks them. */
const lanesOf = (ids: string[]) => sql`
  select distinct d.callback_id, d.conversation_id from deliveries d
  where d.id = any(${sql.param(ids)}::uuid[]) order by d.callback_id, d.conversation_id`;

/**
 * Opens the lanes of these conversations to a callback, or makes open ones due, and holds all of them until the end of the
 * transaction. One that a worker has in its hands goes on from there by itself.
 */
export async function openDueLanes(
  tx: Executor,
  callbackId: string,
  conversationIds: string[],
): Promise<void> {
  await tx.execute(sql`
    insert into delivery_lanes as lane (callback_id, conversation_id, next_attempt_at)
    select ${callbackId}::uuid, conversation_id, now() from (
      select distinct unnest(${sql.param(conversationIds)}::uuid[])) wanted (conversation_id)
    order by conversation_id
    on conflict (callback_id, conversation_id) do update set next_attempt_at = now() where ${isFree}`);
}

/** The same for the lanes of these deliveries. */
export async function openDueLanesOf(tx: Executor, ids: string[]): Promise<void> {
  await tx.execute(sql`
    insert into delivery_lanes as lane (callback_id, conversation_id, next_attempt_at)
    select callback_id, conversation_id, now() from (${lanesOf(ids)}) wanted
    on conflict (callback_id, conversation_id) do update set next_attempt_at = now() where ${isFree}`);
}

/** Holds the open lanes of these deliveries until the end of the transaction; waits for a worker that is finishing one. */
export async function holdLanesOf(tx: Executor, ids: string[]): Promise<void> {
  await tx.execute(sql`
    select from delivery_lanes lane join (${lanesOf(ids)}) wanted using (callback_id, conversation_id)
    order by lane.callback_id, lane.conversation_id for update of lane`);
}

/**
 * Settles held lanes of which these deliveries were cancelled: one that owes nothing is closed, and one whose first delivery
 * is another now is due at once. What a worker has in its hands it settles itself.
 */
export async function settleLanesOf(tx: Executor, cancelledIds: string[]): Promise<void> {
  await tx.execute(sql`
    with touched as (
      select callback_id, conversation_id, min(event_seq) as first_cancelled from deliveries
      where id = any(${sql.param(cancelledIds)}::uuid[]) group by callback_id, conversation_id),
    step as materialized (
      select touched.*, (select min(d.event_seq) from deliveries d where d.callback_id = touched.callback_id
        and d.conversation_id = touched.conversation_id and d.state = 'pending') as first_pending
      from touched),
    closed as (
      delete from delivery_lanes lane using step
      where lane.callback_id = step.callback_id and lane.conversation_id = step.conversation_id
        and step.first_pending is null and ${isFree})
    update delivery_lanes lane set next_attempt_at = now() from step
    where lane.callback_id = step.callback_id and lane.conversation_id = step.conversation_id
      and step.first_cancelled < step.first_pending and ${isFree}`);
}

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
