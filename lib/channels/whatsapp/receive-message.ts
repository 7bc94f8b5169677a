import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { locations, messageStatuses, messages } from "@/db/schema/messages";
import { type Context, withTransaction } from "../../context";
import {
  messageColumns,
  rfc3339OfDate,
  toConversationResource,
  toMessageResource,
} from "../../conversations/resource";
import type { ManagedNumberResource } from "../../conversations/resource-schema";
import { furthest } from "../../conversations/status-order";
import { publishEvents } from "../../events/publish";
import type { NewEvent } from "../../events/schema";
import { storableText } from "../../input";
import { messagePosition, messageText } from "./content";
import { findMessage, lockExternalId, noteMessage, openConversation } from "./conversation";
import { rememberContact } from "./parties";
import type { WhatsappMessage } from "./schema";

/** A message of a webhook: what was read of it, the object as it came, and the rest of what is stored. */
export type ReceivedMessage = {
  message: WhatsappMessage;
  raw: unknown;
  contactName: string | null;
  at: Date;
};

function reportedStatuses(tx: Executor, externalId: string) {
  return tx
    .select({ status: messageStatuses.status, occurredAt: messageStatuses.occurredAt })
    .from(messageStatuses)
    .where(eq(messageStatuses.externalId, externalId));
}

type Place = { conversationId: string; managedNumberId: string };

async function storeMessage(tx: Executor, place: Place, received: ReceivedMessage) {
  const { message, raw, at } = received;
  const reported = furthest(await reportedStatuses(tx, message.id));
  const [stored] = await tx
    .insert(messages)
    .values({
      ...place,
      direction: "inbound",
      type: message.type,
      text: messageText(message.type, raw),
      payload: storableText(JSON.stringify(raw)),
      externalId: message.id,
      status: reported?.status ?? null,
      statusAt: reported?.occurredAt ?? null,
      sentAt: at,
    })
    .onConflictDoNothing({ target: messages.externalId })
    .returning(messageColumns);
  if (stored && reported)
    await tx
      .update(messageStatuses)
      .set({ messageId: stored.id })
      .where(eq(messageStatuses.externalId, message.id));
  return stored ?? null;
}

async function store(tx: Executor, number: ManagedNumberResource, received: ReceivedMessage) {
  const { message, raw, at } = received;
  await lockExternalId(tx, message.id);
  if (await findMessage(tx, message.id)) return;
  const contact = await rememberContact(tx, message.from, received.contactName);
  const parties = { managedNumberId: number.id, contactId: contact.id };
  const { conversation, isNew } = await openConversation(tx, parties, at);
  const place = { conversationId: conversation.id, managedNumberId: number.id };
  const stored = await storeMessage(tx, place, received);
  if (!stored) return;
  const position = messagePosition(message.type, raw);
  if (position)
    await tx
      .insert(locations)
      .values({ ...position, ...parties, messageId: stored.id, conversationId: conversation.id, sentAt: at });
  const current = isNew ? conversation : await noteMessage(tx, conversation.id, at);
  const resource = toConversationResource(current, { managed_number: number, contact }, rfc3339OfDate);
  const arrived: NewEvent = {
    type: "message.received",
    occurredAt: at,
    payload: { conversation: resource, message: toMessageResource(stored, position, rfc3339OfDate) },
  };
  const created: NewEvent = {
    type: "conversation.created",
    occurredAt: at,
    payload: { conversation: resource },
  };
  await publishEvents(tx, number.id, isNew ? [created, arrived] : [arrived]);
}

/**
 * Stores a message that a contact sent and publishes what happened, in one transaction; a message that is known already
 * changes nothing.
 */
export async function receiveMessage(
  ctx: Context,
  number: ManagedNumberResource,
  received: ReceivedMessage,
): Promise<void> {
  await withTransaction(ctx, ({ tx }) => store(tx, number, received));
}
