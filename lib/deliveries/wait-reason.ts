import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { tokenState } from "../api-tokens/state";
import { isFailing } from "./conditions";
import type { BlockReason, WaitReason } from "./words";

/** What keeps a callback from being called at all, on `callbacks` and its `api_tokens`; null when nothing does. */
export const blockReason: SQL<BlockReason | null> = sql<BlockReason | null>`case
  when ${tokenState} in ('deleted', 'paused', 'expired', 'scheduled') then 'token_' || ${tokenState}
  when ${callbacks.url} = '' then 'endpoint_removed'
  when not ${callbacks.enabled} then 'callback_off'
  when ${callbacks.pausedAt} is not null then 'callback_paused' end`;

/** Joins the lane in which a row of `deliveries` waits; a delivery that is over may have none. */
export const ownLane = and(
  eq(deliveryLanes.callbackId, deliveries.callbackId),
  eq(deliveryLanes.conversationId, deliveries.conversationId),
);

const isFirstOfLane = sql`not exists (select from deliveries earlier
  where earlier.callback_id = ${deliveries.callbackId} and earlier.conversation_id = ${deliveries.conversationId}
    and earlier.state = 'pending' and earlier.event_seq < ${deliveries.eventSeq})`;

/** Why a pending delivery is not delivered yet, of `deliveries` with its lane, callback and token; null for the others. */
export const waitsFor: SQL<WaitReason | null> = sql<WaitReason | null>`case
  when ${deliveries.state} <> 'pending' then null else coalesce(${blockReason}, case
    when not ${isFirstOfLane} then 'earlier_delivery'
    when ${deliveryLanes.leaseUntil} > now() then 'under_way'
    when ${callbacks.probeAt} is not null then 'callback_failing'
    when ${isFailing} then 'retry'
    when ${deliveries.deliveredAt} is not null then 'resend'
    else 'due' end) end`;
