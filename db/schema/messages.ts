import { sql } from "drizzle-orm";
import { doublePrecision, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId } from "@/db/columns";
import { MESSAGE_DIRECTIONS, MESSAGE_STATUSES } from "@/db/constants";
import { contacts, conversations, managedNumbers } from "./conversations";

/** Messages of both directions. */
export const messages = pgTable(
  "messages",
  {
    id: primaryId(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id),
    /** The conversation's, which never changes: an export reads the messages of the numbers that its token sees. */
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id),
    direction: text("direction", { enum: MESSAGE_DIRECTIONS }).notNull(),
    /** WhatsApp's message type as it came; types that we do not know are kept too. */
    type: text("type").notNull(),
    text: text("text"),
    /** The message object as WhatsApp sent it, as JSON text: bytes of others never become jsonb. */
    payload: text("payload"),
    /** WhatsApp's message id (`wamid.…`). */
    externalId: text("external_id").notNull(),
    /** Delivery status of an outbound message; never moves backwards, except to `failed`. */
    status: text("status", { enum: MESSAGE_STATUSES }),
    statusAt: instant("status_at"),
    sentAt: instant("sent_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Idempotency of inbound webhooks, and finding the message that a status speaks of.
    uniqueIndex("messages_external_id").on(t.externalId),
    // GET /conversations/{id}/messages, newest first, and of a period. Direction, status and type have no index: they
    // are looked for within one conversation, and one on the status would make each of its changes write to them all.
    index("messages_thread_newest").on(t.conversationId, sql`${t.sentAt} desc`, sql`${t.id} desc`),
    // GET /exports/messages of a token that sees chosen numbers, newest first, and of a period.
    index("messages_number_newest").on(t.managedNumberId, sql`${t.sentAt} desc`, sql`${t.id} desc`),
    // GET /exports/messages of a token that sees all numbers. None is null, but only a read that orders so is offered
    // this index: one of chosen numbers would look through those of all others.
    index("messages_newest").on(sql`${t.sentAt} desc nulls last`, sql`${t.id} desc nulls last`),
  ],
);

/** Every status that WhatsApp reported, also before or without the message that it speaks of. */
export const messageStatuses = pgTable(
  "message_statuses",
  {
    id: primaryId(),
    externalId: text("external_id").notNull(),
    messageId: uuid("message_id").references(() => messages.id),
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id),
    status: text("status", { enum: MESSAGE_STATUSES }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    errorCode: text("error_code"),
    errorTitle: text("error_title"),
    createdAt: createdAt(),
  },
  (t) => [
    // Idempotency, and the statuses that came before their message.
    uniqueIndex("message_statuses_once").on(t.externalId, t.status),
    // The status history of one message.
    index("message_statuses_message_id").on(t.messageId, t.occurredAt),
    // Removing a managed number's rows.
    index("message_statuses_managed_number_id").on(t.managedNumberId),
  ],
);

/** Positions that contacts sent (WhatsApp message type `location`). */
export const locations = pgTable(
  "locations",
  {
    id: primaryId(),
    /** Also how GET /locations?message_id= finds the position of one message. */
    messageId: uuid("message_id")
      .notNull()
      .unique("locations_message_id")
      .references(() => messages.id),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id),
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    /** Degrees, WGS 84. */
    latitude: doublePrecision("latitude").notNull(),
    longitude: doublePrecision("longitude").notNull(),
    name: text("name"),
    address: text("address"),
    sentAt: instant("sent_at").notNull(),
  },
  (t) => [
    // GET /locations of a token that sees chosen numbers, newest first, and of a period.
    index("locations_number_newest").on(t.managedNumberId, sql`${t.sentAt} desc`, sql`${t.id} desc`),
    // GET /locations of a token that sees all numbers, newest first, and of a period; nulls last as in messages_newest.
    index("locations_newest").on(sql`${t.sentAt} desc nulls last`, sql`${t.id} desc nulls last`),
    // GET /locations?conversation_id=: the positions of one conversation, newest first.
    index("locations_thread_newest").on(t.conversationId, sql`${t.sentAt} desc`, sql`${t.id} desc`),
    // GET /locations?contact_id=: the positions of one contact, newest first.
    index("locations_contact_newest").on(t.contactId, sql`${t.sentAt} desc`, sql`${t.id} desc`),
  ],
);
