import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId, updatedAt } from "@/db/columns";
import { DELIVERY_STATES, EVENT_TYPES } from "@/db/constants";
import { apiTokens } from "./api-tokens";
import { conversations, managedNumbers } from "./conversations";

/** A token's endpoint for one event type, with its health. */
export const callbacks = pgTable(
  "callbacks",
  {
    id: primaryId(),
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id),
    eventType: text("event_type", { enum: EVENT_TYPES }).notNull(),
    url: text("url").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** Why the product itself stopped calling, in words for the admin; null while it calls. */
    pausedReason: text("paused_reason"),
    pausedAt: instant("paused_at"),
    /** Start of the present run of failures; null while healthy. */
    failingSince: instant("failing_since"),
    consecutiveFailures: integer("consecutive_failures").notNull().default(0),
    /**
     * The breaker: null while it is closed. Until then nothing is sent, from then on one lane at a time; a paused
     * callback has none unless it is looked at now and then.
     */
    probeAt: instant("probe_at"),
    /** Waits of the breaker since it opened. */
    probes: integer("probes").notNull().default(0),
    lastSuccessAt: instant("last_success_at"),
    lastError: text("last_error"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // The callbacks of a token, and one per event type.
    uniqueIndex("callbacks_token_event").on(t.tokenId, t.eventType),
    // Fan-out: the callbacks that want an event type.
    index("callbacks_event_type").on(t.eventType).where(sql`${t.enabled}`),
  ],
);

/** Facts that happened, in an order per conversation that callbacks and feed keep. */
export const events = pgTable(
  "events",
  {
    /** Also the `webhook-id` of every delivery. */
    id: primaryId(),
    /** Rises within a conversation: it is drawn while the conversation's row is locked. */
    seq: bigint("seq", { mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    type: text("type", { enum: EVENT_TYPES }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id),
    /** The conversation's, which never changes: a token reads the events of the numbers that it sees. */
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id),
    /** What happened, unmasked, as JSON text; what leaves is cut to the token's rights. */
    payload: text("payload").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // The events of one conversation in order.
    index("events_conversation_seq").on(t.conversationId, t.seq),
    // GET /events of a token that sees chosen numbers: entered once per number and type, so that a rare type is found at once.
    index("events_number_seq").on(t.managedNumberId, t.type, t.seq),
    // GET /events of a token that sees all numbers, entered once per type. None is null, but only a read that orders
    // so is offered this index: one of chosen numbers would look through those of all others.
    index("events_type_seq").on(t.type, sql`${t.seq} nulls first`),
  ],
);

/** One conversation's queue to one callback; it exists while something is undelivered. */
export const deliveryLanes = pgTable(
  "delivery_lanes",
  {
    callbackId: uuid("callback_id")
      .notNull()
      .references(() => callbacks.id, { onDelete: "cascade" }),
    /** That of the deliveries, which refer to it: checked once more it would cost each event twice. */
    conversationId: uuid("conversation_id").notNull(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    /** While in the future, the lane belongs to `leasedBy` alone. */
    leaseUntil: instant("lease_until"),
    leasedBy: uuid("leased_by"),
  },
  (t) => [
    // Begins with what no other index has, so that a lane can be looked up without offering those: see
    // `lib/dispatcher/record-outcomes.ts`.
    primaryKey({ columns: [t.conversationId, t.callbackId] }),
    // Claim: the due lanes of one callback, and the callbacks that have any.
    index("delivery_lanes_due").on(t.callbackId, t.nextAttemptAt),
    // Claim: the slots of one callback that are in use.
    index("delivery_lanes_leased").on(t.callbackId, t.leaseUntil).where(sql`${t.leaseUntil} is not null`),
  ],
);

/**
 * True for a delivery that did not arrive. Written so that only who asks in these words is offered the indexes of the
 * lists: while nothing is owed, the planner would take them for the heads of lanes too, and read all of a backlog that
 * came since for each.
 */
export const isUndelivered = (state: AnyPgColumn): SQL => sql`nullif(${state}, 'delivered') is not null`;

/** One event owed to one callback. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: primaryId(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id),
    callbackId: uuid("callback_id")
      .notNull()
      .references(() => callbacks.id),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id),
    /** The event's `seq`: the order within the lane. */
    eventSeq: bigint("event_seq", { mode: "bigint" }).notNull(),
    state: text("state", { enum: DELIVERY_STATES }).notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    /** Of these, those from before it became pending again: its waits count from there. */
    attemptsBefore: integer("attempts_before").notNull().default(0),
    deliveredAt: instant("delivered_at"),
    cancelledReason: text("cancelled_reason"),
    createdAt: createdAt(),
  },
  (t) => [
    // An event is owed to a callback once; also the deliveries of one event, and by its events those of a conversation.
    uniqueIndex("deliveries_once").on(t.eventId, t.callbackId),
    // The head of a lane, and what a callback still owes.
    index("deliveries_pending")
      .on(t.callbackId, t.conversationId, t.eventSeq)
      .where(sql`${t.state} = 'pending'`),
    // The delivery list of one callback, newest first.
    index("deliveries_callback_newest").on(t.callbackId, sql`${t.id} desc`),
    // The delivery list of those that did not arrive, few among many, as `isUndelivered` asks for them.
    index("deliveries_undelivered_newest").on(t.state, sql`${t.id} desc`).where(isUndelivered(t.state)),
    // The delivery list of those of one callback that did not arrive, few among many.
    index("deliveries_callback_undelivered_newest")
      .on(t.callbackId, t.state, sql`${t.id} desc`)
      .where(isUndelivered(t.state)),
  ],
);

/** One HTTP try of a delivery. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    no: integer("no").notNull(),
    /** Where it went, for endpoints change; null when that is not known. */
    url: text("url"),
    startedAt: instant("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    statusCode: integer("status_code"),
    /** Code of what went wrong below HTTP; null when an answer came. */
    error: text("error"),
    responseExcerpt: text("response_excerpt"),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.no] })],
);
