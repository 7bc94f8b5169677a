import "server-only";
import { and, count, eq, type SQL } from "drizzle-orm";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import { notFound } from "../errors";
import type { Page } from "../http/cursor";
import { type NewestFirstInput, newestFirst } from "./newest-first";
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
import { inScope, numbersInScope, requireId, type ScopedContext } from "./scope";

const conversationsByTime = newestFirst({
  kind: "conversations",
  table: conversations,
  id: conversations.id,
  at: conversations.openedAt,
  managedNumberId: conversations.managedNumberId,
});
const messagesByTime = newestFirst({
  kind: "messages",
  table: messages,
  id: messages.id,
  at: messages.sentAt,
  managedNumberId: messages.managedNumberId,
});
const locationsByTime = newestFirst({
  kind: "locations",
  table: locations,
  id: locations.id,
  at: locations.sentAt,
  managedNumberId: locations.managedNumberId,
});

function selectConversations(ctx: ScopedContext) {
  return ctx.db
    .select({
      place: conversationsByTime.place,
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
    .select({ place: messagesByTime.place, message: messageColumns, position: positionColumns })
    .from(messages)
    .leftJoin(locations, eq(locations.messageId, messages.id));
}

function selectLocations(ctx: ScopedContext) {
  return ctx.db
    .select({
      place: locationsByTime.place,
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

/** A page of the conversations that the token sees, the last opened first; throws `invalid_cursor`. */
export async function listConversations(
  ctx: ScopedContext,
  input: ListConversationsInput,
): Promise<Page<ConversationResource>> {
  const { where, orderBy, limit } = conversationsByTime.step(
    numbersInScope(ctx.grant, input.managed_number_id),
    input,
    input.contact_id ? eq(conversations.contactId, input.contact_id) : undefined,
    input.status ? eq(conversations.status, input.status) : undefined,
  );
  const rows = await selectConversations(ctx)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return conversationsByTime.page(rows, input, conversationFor(ctx));
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

async function readMessages(
  ctx: ScopedContext,
  numberIds: readonly string[] | null,
  input: NewestFirstInput,
  ...conditions: (SQL | undefined)[]
): Promise<Page<MessageResource>> {
  const { where, orderBy, limit } = messagesByTime.step(numberIds, input, ...conditions);
  const rows = await selectMessages(ctx)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return messagesByTime.page(rows, input, messageFor(ctx));
}

/** A page of one conversation's messages, newest first; throws `not_found` as `getConversation`, and `invalid_cursor`. */
export async function listMessages(
  ctx: ScopedContext,
  conversationId: string,
  input: ListMessagesInput,
): Promise<Page<MessageResource>> {
  const id = requireId(conversationId, "The conversation");
  const page = await readMessages(
    ctx,
    null,
    input,
    inScope(ctx.grant, messages.managedNumberId),
    eq(messages.conversationId, id),
    input.direction ? eq(messages.direction, input.direction) : undefined,
    input.status ? eq(messages.status, input.status) : undefined,
  );
  // Whoever sees a message sees its conversation, so only an empty page leaves open whether there is one.
  if (page.data.length === 0) await getConversation(ctx, id);
  return page;
}

/** A page of the messages of all conversations that the token sees, newest first; throws `invalid_cursor`. */
export function listAllMessages(
  ctx: ScopedContext,
  input: NewestFirstInput & { managed_number_id?: string | undefined },
): Promise<Page<MessageResource>> {
  return readMessages(ctx, numbersInScope(ctx.grant, input.managed_number_id), input);
}

/** One message; throws `not_found` for an id that is unknown, malformed or not visible, all alike. */
export async function getMessage(ctx: ScopedContext, id: string): Promise<MessageResource> {
  const [row] = await selectMessages(ctx)
    .where(and(inScope(ctx.grant, messages.managedNumberId), eq(messages.id, requireId(id, "The message"))))
    .limit(1);
  if (!row) throw notFound("The message");
  return messageFor(ctx)(row);
}

/** A page of the locations that the token sees, the last sent first; throws `invalid_cursor`. */
export async function listLocations(
  ctx: ScopedContext,
  input: ListLocationsInput,
): Promise<Page<LocationResource>> {
  const { where, orderBy, limit } = locationsByTime.step(
    numbersInScope(ctx.grant, input.managed_number_id),
    input,
    input.contact_id ? eq(locations.contactId, input.contact_id) : undefined,
  );
  const rows = await selectLocations(ctx)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return locationsByTime.page(rows, input, locationFor(ctx));
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
