import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { messages } from "@/db/schema/messages";
import type { ConversationResource, MessageResource, PositionResource } from "./resource-schema";

type ConversationRow = Pick<
  typeof conversations.$inferSelect,
  "id" | "status" | "openedAt" | "lastMessageAt" | "closedAt"
>;
type MessageRow = Pick<
  typeof messages.$inferSelect,
  "id" | "conversationId" | "direction" | "type" | "text" | "externalId" | "status" | "statusAt" | "sentAt"
>;

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
  openedAt: conversations.openedAt,
  lastMessageAt: conversations.lastMessageAt,
  closedAt: conversations.closedAt,
};

/** The columns of a message that its resource shows; never its payload. */
export const messageColumns = {
  id: messages.id,
  conversationId: messages.conversationId,
  direction: messages.direction,
  type: messages.type,
  text: messages.text,
  externalId: messages.externalId,
  status: messages.status,
  statusAt: messages.statusAt,
  sentAt: messages.sentAt,
};

/** The conversation, unmasked. */
export function toConversationResource(
  row: ConversationRow,
  parties: Pick<ConversationResource, "managed_number" | "contact">,
): ConversationResource {
  return {
    id: row.id,
    status: row.status,
    managed_number: parties.managed_number,
    contact: parties.contact,
    opened_at: row.openedAt.toISOString(),
    last_message_at: row.lastMessageAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
  };
}

/** The message, with its position if it has one. */
export function toMessageResource(row: MessageRow, position: PositionResource | null): MessageResource {
  return {
    id: row.id,
    conversation_id: row.conversationId,
    direction: row.direction,
    type: row.type,
    text: row.text,
    external_id: row.externalId,
    status: row.status,
    status_at: row.statusAt?.toISOString() ?? null,
    sent_at: row.sentAt.toISOString(),
    position,
  };
}
