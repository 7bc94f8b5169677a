import "server-only";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Executor } from "@/db/client";
import { holdEventFloor } from "@/db/event-order";
import { apiTokens } from "@/db/schema/api-tokens";
import { tokenIsUsable } from "../api-tokens/state";
import type { NewEvent } from "./schema";

/** The channel on which the worker is woken; what was missed is found by polling. */
export const DELIVERIES_CHANNEL = "deliveries";

/** Wakes the workers at the end of the transaction, for what is due at once. */
export async function wakeWorkers(tx: Executor): Promise<void> {
  await tx.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
}

type Owed = { eventId: string; eventSeq: string; conversationId: string; callbackId: string };

/** Writes the events in their order and answers who is owed which. */
async function insertEvents(
  tx: Executor,
  managedNumberId: string,
  events: readonly NewEvent[],
): Promise<Owed[]> {
  const conversationIds = events.map((event) => event.payload.conversation.id);
  return tx.execute<Owed>(sql`
    with incoming as (
      select * from unnest(
        ${sql.param(events.map(() => uuidv7()))}::uuid[], ${sql.param(events.map((event) => event.type))}::text[],
        ${sql.param(events.map((event) => event.occurredAt.toISOString()))}::text[]::timestamptz[],
        ${sql.param(conversationIds)}::uuid[],
        ${sql.param(events.map((event) => JSON.stringify(event.payload)))}::text[])
        with ordinality as given (id, type, occurred_at, conversation_id, payload, place)),
    inserted as (
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select id, type, occurred_at, conversation_id, ${managedNumberId}::uuid, payload from incoming order by place
      returning id, seq, type, conversation_id)
    select inserted.id as "eventId", inserted.seq as "eventSeq", inserted.conversation_id as "conversationId",
      callbacks.id as "callbackId"
    from inserted
    join callbacks on callbacks.event_type = inserted.type and callbacks.enabled
    join ${apiTokens} on ${apiTokens.id} = callbacks.token_id
    where ${tokenIsUsable} and (${apiTokens.seesAllNumbers} or exists (
      select from api_token_numbers seen
      where seen.token_id = ${apiTokens.id} and seen.managed_number_id = ${managedNumberId}))
    order by inserted.seq, callbacks.id`);
}

/** Writes what is owed in that order, as arrays: of single values a statement may have 65,534 only. */
async function insertDeliveries(tx: Executor, owed: readonly Owed[]): Promise<void> {
  await tx.execute(sql`
    insert into deliveries (id, event_id, event_seq, conversation_id, callback_id)
    select id, event_id, event_seq, conversation_id, callback_id from unnest(
      ${sql.param(owed.map(() => uuidv7()))}::uuid[], ${sql.param(owed.map((row) => row.eventId))}::uuid[],
      ${sql.param(owed.map((row) => row.eventSeq))}::bigint[],
      ${sql.param(owed.map((row) => row.conversationId))}::uuid[],
      ${sql.param(owed.map((row) => row.callbackId))}::uuid[])
      with ordinality as given (id, event_id, event_seq, conversation_id, callback_id, place)
    order by place`);
}

/** Opens the lanes that are not open, holding all of them until the end of the transaction, and wakes the worker. */
async function openLanes(tx: Executor, lanes: { callbackId: string; conversationId: string }[]) {
  // "where false" writes nothing to a lane that is there: it keeps its next attempt, but its row is locked, so a
  // worker that finishes it meanwhile cannot take it for empty. A lane that is there needs no wake-up either: whoever has
  // it looks again once it is given back, or others do when they poll.
  await tx.execute(sql`
    with opened as (
      insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
      select callback_id, conversation_id, now() from unnest(
        ${sql.param(lanes.map((lane) => lane.callbackId))}::uuid[],
        ${sql.param(lanes.map((lane) => lane.conversationId))}::uuid[]) wanted (callback_id, conversation_id)
      order by callback_id, conversation_id
      on conflict (callback_id, conversation_id) do update set next_attempt_at = excluded.next_attempt_at where false
      returning 1)
    select pg_notify(${DELIVERIES_CHANNEL}, '') where exists (select from opened)`);
}

/**
 * Records what happened to conversations of one managed number and owes it to every callback that wants it, in the
 * caller's transaction. The caller holds the lock of each conversation's row, so `seq` rises within it.
 */
export async function publishEvents(
  tx: Executor,
  managedNumberId: string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await holdEventFloor(tx);
  const owed = await insertEvents(tx, managedNumberId, events);
  if (owed.length === 0) return;
  await insertDeliveries(tx, owed);
  const lanes = new Map(owed.map((row) => [`${row.callbackId}/${row.conversationId}`, row]));
  await openLanes(tx, [...lanes.values()]);
}
