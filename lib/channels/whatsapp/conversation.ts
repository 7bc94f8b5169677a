import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { messages } from "@/db/schema/messages";
import { conversationColumns, messageColumns } from "../../conversations/resource";

/**
 * Makes everything about one WhatsApp message id happen one after another until the transaction ends; without it, a
 * message and a status of it that arrive together would not see each other.
 */
export async function lockExternalId(tx: Executor, externalId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${externalId}, 0))`);
}

/** The message with that WhatsApp id, or null. */
export async function findMessage(tx: Executor, externalId: string) {
  const [message] = await tx
    .select(messageColumns)
    .from(messages)
    .where(eq(messages.externalId, externalId))
    .limit(1);
  return message ?? null;
}

type Parties = { managedNumberId: string; contactId: string };

function isBetween({ managedNumberId, contactId }: Parties): SQL {
  return sql`(${conversations.managedNumberId}, ${conversations.contactId}) = (${managedNumberId}, ${contactId})`;
}

async function lockConversation(tx: Executor, condition: SQL) {
  const [row] = await tx
    .select({
      ...conversationColumns,
      managedNumberId: conversations.managedNumberId,
      contactId: conversations.contactId,
    })
    .from(conversations)
    .where(condition)
    .limit(1)
    // Not "update": a resend that holds a lane and refers to the conversation would wait for it, and it for the lane.
    .for("no key update");
  return row ?? null;
}

/** The conversation of that number and contact, locked until the transaction ends; null when there is none. */
export function lockConversationBetween(tx: Executor, parties: Parties) {
  return lockConversation(tx, isBetween(parties));
}

/** The conversation with that id, locked until the transaction ends; null when there is none. */
export function lockConversationById(tx: Executor, id: string) {
  return lockConversation(tx, eq(conversations.id, id));
}

/**
 * The conversation of that number and contact, locked until the transaction ends; without one, it begins now with a
 * message of `at`, which `isNew` tells.
 */
export async function openConversation(tx: Executor, parties: Parties, at: Date) {
  const known = await lockConversationBetween(tx, parties);
  if (known) return { conversation: known, isNew: false };
  const [created] = await tx
    .insert(conversations)
    .values({ ...parties, status: "waiting", openedAt: at, lastMessageAt: at })
    .onConflictDoNothing()
    .returning(conversationColumns);
  if (created) return { conversation: created, isNew: true };
  // Somebody else began it in this moment; that is committed by now.
  const conversation = await lockConversationBetween(tx, parties);
  if (!conversation) throw new Error("A conversation vanished while a message arrived.");
  return { conversation, isNew: false };
}

/** Notes a message of `at` in a locked conversation: closed and unmanaged ones wait again, and its last time never falls. */
export async function noteMessage(tx: Executor, conversationId: string, at: Date) {
  const reopens = sql`${conversations.status} in ('closed', 'unmanaged')`;
  const [row] = await tx
    .update(conversations)
    .set({
      status: sql`case when ${reopens} then 'waiting' else ${conversations.status} end`,
      closedAt: sql`case when ${reopens} then null else ${conversations.closedAt} end`,
      lastMessageAt: sql`greatest(${conversations.lastMessageAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(eq(conversations.id, conversationId))
    .returning(conversationColumns);
  if (!row) throw new Error("A locked conversation vanished.");
  return row;
}
