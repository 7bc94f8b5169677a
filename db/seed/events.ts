import type { MessageStatus } from "../constants";
import type { events } from "../schema/callbacks";
import type { Talk } from "./conversations";
import type { ContactRow, NumberRow } from "./parties";
import { createRandom } from "./random";
import type { ConversationRow, MessageRow, StatusRow } from "./rows";
import { DAY_MS, shifted } from "./times";

export type EventRow = typeof events.$inferInsert & { id: string };

const DAYS = 3;

type Parties = { number: NumberRow; contact: ContactRow };

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** A conversation as it was when a message came: nothing later is told. */
function conversationPayload(row: ConversationRow, { number, contact }: Parties, at: Date) {
  return {
    id: row.id,
    status:
      row.openedAt.getTime() === at.getTime() ? "waiting" : row.status === "closed" ? "active" : row.status,
    managed_number: { id: number.id, phone: number.phone, label: number.label },
    contact: { id: contact.id, phone: contact.phone, name: contact.name },
    opened_at: row.openedAt.toISOString(),
    last_message_at: at.toISOString(),
    closed_at: null,
  };
}

function messagePayload(row: MessageRow, position: Talk["locations"][number] | undefined) {
  return {
    id: row.id,
    conversation_id: row.conversationId,
    direction: row.direction,
    type: row.type,
    text: row.text,
    external_id: row.externalId,
    status: null,
    status_at: null,
    sent_at: row.sentAt.toISOString(),
    position: position
      ? {
          latitude: position.latitude,
          longitude: position.longitude,
          name: position.name,
          address: position.address,
        }
      : null,
  };
}

function changePayload(row: StatusRow, previous: MessageStatus) {
  return {
    message_id: row.messageId,
    external_id: row.externalId,
    status: row.status,
    previous_status: previous,
    changed_at: row.occurredAt.toISOString(),
    error: row.errorCode ? { code: row.errorCode, title: row.errorTitle } : null,
  };
}

/** Makes the events of the last three days, in the order in which they happened, with the payload that the product writes. */
export function planEvents(now: Date, talk: Talk, numbers: readonly NumberRow[]): EventRow[] {
  const random = createRandom("events");
  const since = shifted(now, -DAYS * DAY_MS);
  const [conversations, contacts, messages] = [
    byId(talk.conversations),
    byId(talk.contacts),
    byId(talk.messages),
  ];
  const positions = new Map(talk.locations.map((row) => [row.messageId, row]));
  const known = byId(numbers);
  const rows: EventRow[] = [];
  const add = (type: EventRow["type"], at: Date, conversationId: string, more: Record<string, unknown>) => {
    const row = conversations.get(conversationId);
    const contact = row && contacts.get(row.contactId);
    const number = row && known.get(row.managedNumberId);
    if (!row || !contact || !number || at < since) return;
    const conversation = conversationPayload(row, { number, contact }, at);
    const payload = JSON.stringify({ conversation, ...more });
    const times = { occurredAt: at, createdAt: at };
    rows.push({ id: random.idAt(at), type, ...times, conversationId, payload, managedNumberId: number.id });
  };
  for (const row of talk.conversations) add("conversation.created", row.openedAt, row.id, {});
  for (const row of talk.messages) {
    if (row.direction === "outbound") continue;
    const message = messagePayload(row, positions.get(row.id));
    add("message.received", row.sentAt, row.conversationId, { message });
  }
  let previous: StatusRow | undefined;
  for (const row of talk.statuses) {
    const before = previous?.externalId === row.externalId ? previous.status : "queued";
    previous = row;
    const message = messages.get(row.messageId ?? "");
    if (message)
      add("message.status_changed", row.occurredAt, message.conversationId, {
        change: changePayload(row, before),
      });
  }
  return rows.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
}
