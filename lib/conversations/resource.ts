import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { messages } from "@/db/schema/messages";
import type { ConversationResource, MessageResource, PositionResource } from "./resource-schema";

type Parties = Pick<ConversationResource, "managed_number" | "contact">;

/** What a conversation's row has of its resource, under the same names; its times as the reader gets them. */
export type ConversationFields<Time> = Omit<
  ConversationResource,
  keyof Parties | "opened_at" | "last_message_at" | "closed_at"
> & { opened_at: Time; last_message_at: Time; closed_at: Time | null };

/** The same of a message. */
export type MessageFields<Time> = Omit<MessageResource, "status_at" | "sent_at" | "position"> & {
  status_at: Time | null;
  sent_at: Time;
};

/** The columns of a managed number that resources show. */
export const managedNumberColumns = {
  id: managedNumbers.id,
  phone: managedNumbers.phone,
  label: managedNumbers.label,
};

/** The columns of a contact that resources show. */
export const contactColumns = { id: contacts.id, phone: contacts.phone, name: contacts.name };

/** The columns of a conversation that its resource shows. */
export const conversationColumns = {
  id: conversations.id,
  status: conversations.status,
  opened_at: conversations.openedAt,
  last_message_at: conversations.lastMessageAt,
  closed_at: conversations.closedAt,
};

/** The columns of a message that its resource shows; never its payload. */
export const messageColumns = {
  id: messages.id,
  conversation_id: messages.conversationId,
  direction: messages.direction,
  type: messages.type,
  text: messages.text,
  external_id: messages.externalId,
  status: messages.status,
  status_at: messages.statusAt,
  sent_at: messages.sentAt,
};

/** A time that was read as a Date, as RFC 3339. */
export function rfc3339OfDate(time: Date): string {
  return time.toISOString();
}

/** The conversation, unmasked; `rfc3339` writes its times. */
export function toConversationResource<Time>(
  row: ConversationFields<Time>,
  parties: Parties,
  rfc3339: (time: Time) => string,
): ConversationResource {
  return {
    id: row.id,
    status: row.status,
    managed_number: parties.managed_number,
    contact: parties.contact,
    opened_at: rfc3339(row.opened_at),
    last_message_at: rfc3339(row.last_message_at),
    closed_at: row.closed_at === null ? null : rfc3339(row.closed_at),
  };
}

/** The message, with its position if it has one; `rfc3339` writes its times. */
export function toMessageResource<Time>(
  row: MessageFields<Time>,
  position: PositionResource | null,
  rfc3339: (time: Time) => string,
): MessageResource {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    direction: row.direction,
    type: row.type,
    text: row.text,
    external_id: row.external_id,
    status: row.status,
    status_at: row.status_at === null ? null : rfc3339(row.status_at),
    sent_at: rfc3339(row.sent_at),
    position,
  };
}
