import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { MessageStatus } from "@/db/constants";
import { contacts, managedNumbers } from "@/db/schema/conversations";
import { messageStatuses, messages } from "@/db/schema/messages";
import { type Context, withTransaction } from "../../context";
import {
  contactColumns,
  managedNumberColumns,
  rfc3339OfDate,
  toConversationResource,
} from "../../conversations/resource";
import type { ManagedNumberResource, StatusChangeResource } from "../../conversations/resource-schema";
import { advances, furthest } from "../../conversations/status-order";
import { publishEvents } from "../../events/publish";
import { cutText } from "../../input";
import { findMessage, lockConversationBetween, lockConversationById, lockExternalId } from "./conversation";
import { findContact } from "./parties";
import type { WhatsappStatus } from "./schema";

const MAX_ERROR_LENGTH = 500;

type Report = { status: WhatsappStatus; at: Date; error: StatusChangeResource["error"] };

function errorOf({ errors }: WhatsappStatus): StatusChangeResource["error"] {
  const first = errors?.[0];
  if (!first) return null;
  const cut = (value: string) => cutText(value, MAX_ERROR_LENGTH);
  return { code: cut(String(first.code)), title: first.title ? cut(first.title) : null };
}

async function previousStatus(
  tx: Executor,
  externalId: string,
  own: MessageStatus | null,
): Promise<MessageStatus | null> {
  const reports = await tx
    .select({ status: messageStatuses.status })
    .from(messageStatuses)
    .where(eq(messageStatuses.externalId, externalId));
  return furthest([...reports, ...(own ? [{ status: own }] : [])])?.status ?? null;
}

/** False when this status of this message was reported before. */
async function storeReport(
  tx: Executor,
  managedNumberId: string,
  messageId: string | null,
  { status, at, error }: Report,
): Promise<boolean> {
  const rows = await tx
    .insert(messageStatuses)
    .values({
      externalId: status.id,
      messageId,
      managedNumberId,
      status: status.status,
      occurredAt: at,
      errorCode: error?.code ?? null,
      errorTitle: error?.title ?? null,
    })
    .onConflictDoNothing()
    .returning({ id: messageStatuses.id });
  return rows.length > 0;
}

async function lockConversationOf(
  tx: Executor,
  number: ManagedNumberResource,
  conversationId: string | null,
  recipient: string | undefined,
) {
  if (conversationId !== null) return lockConversationById(tx, conversationId);
  const contact = recipient === undefined ? null : await findContact(tx, recipient);
  return contact && lockConversationBetween(tx, { managedNumberId: number.id, contactId: contact.id });
}

async function parties(tx: Executor, managedNumberId: string, contactId: string) {
  const [row] = await tx
    .select({ managed_number: managedNumberColumns, contact: contactColumns })
    .from(managedNumbers)
    .innerJoin(contacts, eq(contacts.id, contactId))
    .where(eq(managedNumbers.id, managedNumberId));
  if (!row) throw new Error("A conversation without its number or contact.");
  return row;
}

async function store(tx: Executor, number: ManagedNumberResource, report: Report): Promise<void> {
  const { status, at, error } = report;
  await lockExternalId(tx, status.id);
  const message = await findMessage(tx, status.id);
  const conversation = await lockConversationOf(
    tx,
    number,
    message?.conversation_id ?? null,
    status.recipient_id,
  );
  const previous = await previousStatus(tx, status.id, message?.status ?? null);
  if (!(await storeReport(tx, number.id, message?.id ?? null, report))) return;
  if (!conversation || !advances(previous, status.status)) return;
  if (message)
    await tx.update(messages).set({ status: status.status, statusAt: at }).where(eq(messages.id, message.id));
  const { managedNumberId, contactId } = conversation;
  const change: StatusChangeResource = {
    message_id: message?.id ?? null,
    external_id: status.id,
    status: status.status,
    previous_status: previous,
    changed_at: at.toISOString(),
    error,
  };
  const resource = toConversationResource(
    conversation,
    await parties(tx, managedNumberId, contactId),
    rfc3339OfDate,
  );
  await publishEvents(tx, managedNumberId, [
    {
      type: "message.status_changed",
      occurredAt: at,
      payload: { conversation: resource, change },
    },
  ]);
}

/**
 * Stores a status that WhatsApp reported and, when the message advances by it, publishes that, in one transaction; one
 * that was reported before changes nothing. The message itself need not be known.
 */
export async function receiveStatus(
  ctx: Context,
  number: ManagedNumberResource,
  status: WhatsappStatus,
  at: Date,
): Promise<void> {
  const report = { status, at, error: errorOf(status) };
  await withTransaction(ctx, ({ tx }) => store(tx, number, report));
}
