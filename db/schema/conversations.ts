import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId } from "@/db/columns";
import { CONVERSATION_STATUSES } from "@/db/constants";

/** The company's WhatsApp business numbers; a number is known from its first webhook on. */
export const managedNumbers = pgTable("managed_numbers", {
  id: primaryId(),
  /** E.164, with the plus. */
  phone: text("phone").notNull(),
  label: text("label").notNull(),
  /** WhatsApp's `phone_number_id`. */
  waPhoneNumberId: text("wa_phone_number_id").notNull().unique("managed_numbers_wa_id"),
  createdAt: createdAt(),
});

/** The people who write. */
export const contacts = pgTable("contacts", {
  id: primaryId(),
  /** E.164, with the plus. */
  phone: text("phone").notNull().unique("contacts_phone"),
  name: text("name"),
  createdAt: createdAt(),
});

/** What a managed number and a contact write to each other: one row for the two. */
export const conversations = pgTable(
  "conversations",
  {
    id: primaryId(),
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    status: text("status", { enum: CONVERSATION_STATUSES }).notNull(),
    openedAt: instant("opened_at").notNull(),
    lastMessageAt: instant("last_message_at").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    // Finding the conversation that an inbound message belongs to.
    uniqueIndex("conversations_thread").on(t.managedNumberId, t.contactId),
    // GET /conversations of a token that sees chosen numbers, newest first, and of a period.
    index("conversations_number_newest").on(t.managedNumberId, sql`${t.openedAt} desc`, sql`${t.id} desc`),
    // The same by status.
    index("conversations_number_status_newest").on(
      t.managedNumberId,
      t.status,
      sql`${t.openedAt} desc`,
      sql`${t.id} desc`,
    ),
    // GET /conversations of a token that sees all numbers, newest first, and of a period. None is null, but only a read
    // that orders so is offered this index: one of chosen numbers would look through those of all others.
    index("conversations_newest").on(sql`${t.openedAt} desc nulls last`, sql`${t.id} desc nulls last`),
    // The same by status.
    index("conversations_status_newest").on(
      t.status,
      sql`${t.openedAt} desc nulls last`,
      sql`${t.id} desc nulls last`,
    ),
    // GET /conversations?contact_id=: the conversations of one contact, at most one per managed number.
    index("conversations_contact_id").on(t.contactId),
  ],
);
