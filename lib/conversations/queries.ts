import "server-only";
import { and, count, desc, eq, gte, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import { notFound } from "../errors";
import { cursorCodec, type Page, toPage } from "../http/cursor";
import { presentConversation, presentLocation, presentMessage } from "./present";
import {
  contactColumns,
  conversationColumns,
  managedNumberColumns,
  messageColumns,
  positionColumns,
  toConversationResource,
  toLocationResource,
  toMessageResource,
} from "./resource";
import type {
  ConversationResource,
  ListConversationsInput,
  ListLocationsInput,
  ListMessagesInput,
  LocationResource,
  MessageResource,
} from "./schema";
import { inScope, requireId, type ScopedContext } from "./scope";

const byId = z.object({ id: z.uuid() });
const conversationCursor = cursorCodec("conversations", byId);
const locationCursor = cursorCodec("locations", byId);
// PostgreSQL, unlike ISO 8601, has no year 0.
const exactInstant = z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith("0000"));
const messageCursor = cursorCodec("messages", z.object({ sent_at: exactInstant, id: z.uuid() }));

// A Date holds milliseconds, a row microseconds: a cursor made of the Date would skip or repeat rows.
const exactSentAt = sql<string>`to_char(${messages.sentAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

function selectConversations(ctx: ScopedContext) {
  return ctx.db
    .select({
      conversation: conversationColumns,
      managed_number: managedNumberColumns,
      contact: contactColumns,
    })
    .from(conversations)
    .innerJoin(managedNumbers, eq(managedNumbers.id, conversations.managedNumberId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId));
}

function selectMessages(ctx: ScopedContext) {
  return ctx.db
    .select({ message: messageColumns, position: positionColumns, exactSentAt })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .leftJoin(locations, eq(locations.messageId, messages.id));
}

function selectLocations(ctx: ScopedContext) {
  return ctx.db
    .select({
      location: {
        id: locations.id,
        messageId: locations.messageId,
        conversationId: locations.conversationId,
        sentAt: locations.sentAt,
      },
      position: positionColumns,
      managed_number: managedNumberColumns,
      contact: contactColumns,
    })
    .from(locations)
    .innerJoin(managedNumbers, eq(managedNumbers.id, locations.managedNumberId))
    .innerJoin(contacts, eq(contacts.id, locations.contactId));
}

type ConversationRow = Awaited<ReturnType<typeof selectConversations>>[number];
type MessageRow = Awaited<ReturnType<typeof selectMessages>>[number];
type LocationRow = Awaited<ReturnType<typeof selectLocations>>[number];

const conversationFor = (ctx: ScopedContext) => (row: ConversationRow) =>
  presentConversation(toConversationResource(row.conversation, row), ctx.grant);

const messageFor = (ctx: ScopedContext) => (row: MessageRow) =>
  presentMessage(toMessageResource(row.message, row.position), ctx.grant);

const locationFor = (ctx: ScopedContext) => (row: LocationRow) =>
  presentLocation(toLocationResource(row.location, row.position, row), ctx.grant);

/** A page of the conversations that the token sees, newest first; throws `invalid_cursor`. */
export async function listConversations(
  ctx: ScopedContext,
  input: ListConversationsInput,
): Promise<Page<ConversationResource>> {
  const after = conversationCursor.decode(input.cursor);
  const rows = await selectConversations(ctx)
    .where(
      and(
        inScope(ctx.grant, conversations.managedNumberId),
        input.managed_number_id ? eq(conversations.managedNumberId, input.managed_number_id) : undefined,
        input.status ? eq(conversations.status, input.status) : undefined,
        input.from ? gte(conversations.openedAt, input.from) : undefined,
        input.to ? lt(conversations.openedAt, input.to) : undefined,
        after ? lt(conversations.id, after.id) : undefined,
      ),
    )
    .orderBy(desc(conversations.id))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, conversationFor(ctx), (row) =>
    conversationCursor.encode({ id: row.conversation.id }),
  );
}

/** How many conversations the token sees: as many as all pages of `listConversations` without filters hold. */
export async function countConversations(ctx: ScopedContext): Promise<number> {
  const [row] = await ctx.db
    .select({ total: count() })
    .from(conversations)
    .where(inScope(ctx.grant, conversations.managedNumberId));
  return row?.total ?? 0;
}

/** One conversation; throws `not_found` for an id that is unknown, malformed or not visible, all alike. */
export async function getConversation(ctx: ScopedContext, id: string): Promise<ConversationResource> {
  const [row] = await selectConversations(ctx)
    .where(
      and(
        inScope(ctx.grant, conversations.managedNumberId),
        eq(conversations.id, requireId(id, "The conversation")),
      ),
    )
    .limit(1);
  if (!row) throw notFound("The conversation");
  return conversationFor(ctx)(row);
}

/** A page of one conversation's messages, newest first; throws `not_found` as `getConversation`, and `invalid_cursor`. */
export async function listMessages(
  ctx: ScopedContext,
  conversationId: string,
  input: ListMessagesInput,
): Promise<Page<MessageResource>> {
  const id = requireId(conversationId, "The conversation");
  const after = messageCursor.decode(input.cursor);
  const rows = await selectMessages(ctx)
    .where(
      and(
        inScope(ctx.grant, conversations.managedNumberId),
        eq(messages.conversationId, id),
        after
          ? sql`(${messages.sentAt}, ${messages.id}) < (${after.sent_at}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(messages.sentAt), desc(messages.id))
    .limit(input.limit + 1);
  // Whoever sees a message sees its conversation, so only an empty page leaves open whether there is one.
  if (rows.length === 0) await getConversation(ctx, id);
  return toPage(rows, input.limit, messageFor(ctx), (row) =>
    messageCursor.encode({ sent_at: row.exactSentAt, id: row.message.id }),
  );
}

/** One message; throws `not_found` for an id that is unknown, malformed or not visible, all alike. */
export async function getMessage(ctx: ScopedContext, id: string): Promise<MessageResource> {
  const [row] = await selectMessages(ctx)
    .where(
      and(inScope(ctx.grant, conversations.managedNumberId), eq(messages.id, requireId(id, "The message"))),
    )
    .limit(1);
  if (!row) throw notFound("The message");
  return messageFor(ctx)(row);
}

/** A page of the locations that the token sees, newest first; throws `invalid_cursor`. */
export async function listLocations(
  ctx: ScopedContext,
  input: ListLocationsInput,
): Promise<Page<LocationResource>> {
  const after = locationCursor.decode(input.cursor);
  const rows = await selectLocations(ctx)
    .where(
      and(
        inScope(ctx.grant, locations.managedNumberId),
        input.managed_number_id ? eq(locations.managedNumberId, input.managed_number_id) : undefined,
        input.from ? gte(locations.sentAt, input.from) : undefined,
        input.to ? lt(locations.sentAt, input.to) : undefined,
        after ? lt(locations.id, after.id) : undefined,
      ),
    )
    .orderBy(desc(locations.id))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, locationFor(ctx), (row) => locationCursor.encode({ id: row.location.id }));
}

/** How many locations the token sees: as many as all pages of `listLocations` without filters hold. */
export async function countLocations(ctx: ScopedContext): Promise<number> {
  const [row] = await ctx.db
    .select({ total: count() })
    .from(locations)
    .where(inScope(ctx.grant, locations.managedNumberId));
  return row?.total ?? 0;
}

/** One location; throws `not_found` for an id that is unknown, malformed or not visible, all alike. */
export async function getLocation(ctx: ScopedContext, id: string): Promise<LocationResource> {
  const [row] = await selectLocations(ctx)
    .where(
      and(inScope(ctx.grant, locations.managedNumberId), eq(locations.id, requireId(id, "The location"))),
    )
    .limit(1);
  if (!row) throw notFound("The location");
  return locationFor(ctx)(row);
}
