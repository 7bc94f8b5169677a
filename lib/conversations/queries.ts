import "server-only";
import { count } from "drizzle-orm";
import { conversations } from "@/db/schema/conversations";
import { locations } from "@/db/schema/messages";
import { notFound } from "../errors";
import type { Page } from "../http/cursor";
import { type NewestFirstInput, newestFirst } from "./newest-first";
import {
  type ConversationRow,
  conversationOf,
  type Fragment,
  type LocationRow,
  locationOf,
  type MessageRow,
  messageOf,
  selectConversations,
  selectLocations,
  selectMessages,
} from "./rows";
import type {
  ConversationResource,
  ListConversationsInput,
  ListLocationsInput,
  ListMessagesInput,
  LocationResource,
  MessageResource,
} from "./schema";
import { inScope, numbersInScope, requireId, type ScopedContext, scopeOf } from "./scope";

const conversationsByTime = newestFirst({ kind: "conversations", table: "conversations", at: "opened_at" });
const messagesByTime = newestFirst({ kind: "messages", table: "messages", at: "sent_at" });
const locationsByTime = newestFirst({ kind: "locations", table: "locations", at: "sent_at" });

/** A page of the conversations that the token sees, the last opened first; throws `invalid_cursor`. */
export async function listConversations(
  { db, grant }: ScopedContext,
  input: ListConversationsInput,
): Promise<Page<ConversationResource>> {
  const sql = db.$client;
  const step = conversationsByTime.step(
    sql,
    numbersInScope(grant, input.managed_number_id),
    input,
    input.contact_id ? sql`conversations.contact_id = ${input.contact_id}` : undefined,
    input.status ? sql`conversations.status = ${input.status}` : undefined,
  );
  const rows = await sql<ConversationRow[]>`${selectConversations(sql)} ${step}`;
  return conversationsByTime.page(rows, input, (row) => conversationOf(row, grant));
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
export async function getConversation(
  { db, grant }: ScopedContext,
  id: string,
): Promise<ConversationResource> {
  const sql = db.$client;
  const [row] = await sql<ConversationRow[]>`${selectConversations(sql)}
    where ${scopeOf(sql, grant, "conversations")} and conversations.id = ${requireId(id, "The conversation")}`;
  if (!row) throw notFound("The conversation");
  return conversationOf(row, grant);
}

async function readMessages(
  { db, grant }: ScopedContext,
  numberIds: readonly string[] | null,
  input: NewestFirstInput,
  ...conditions: (Fragment | undefined)[]
): Promise<Page<MessageResource>> {
  const sql = db.$client;
  const step = messagesByTime.step(sql, numberIds, input, ...conditions);
  const rows = await sql<MessageRow[]>`${selectMessages(sql)} ${step}`;
  return messagesByTime.page(rows, input, (row) => messageOf(row, grant));
}

/** A page of one conversation's messages, newest first; throws `not_found` as `getConversation`, and `invalid_cursor`. */
export async function listMessages(
  ctx: ScopedContext,
  conversationId: string,
  input: ListMessagesInput,
): Promise<Page<MessageResource>> {
  const id = requireId(conversationId, "The conversation");
  const sql = ctx.db.$client;
  const page = await readMessages(
    ctx,
    null,
    input,
    scopeOf(sql, ctx.grant, "messages"),
    sql`messages.conversation_id = ${id}`,
    input.direction ? sql`messages.direction = ${input.direction}` : undefined,
    input.status ? sql`messages.status = ${input.status}` : undefined,
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
export async function getMessage({ db, grant }: ScopedContext, id: string): Promise<MessageResource> {
  const sql = db.$client;
  const [row] = await sql<MessageRow[]>`${selectMessages(sql)}
    where ${scopeOf(sql, grant, "messages")} and messages.id = ${requireId(id, "The message")}`;
  if (!row) throw notFound("The message");
  return messageOf(row, grant);
}

/** A page of the locations that the token sees, the last sent first; throws `invalid_cursor`. */
export async function listLocations(
  { db, grant }: ScopedContext,
  input: ListLocationsInput,
): Promise<Page<LocationResource>> {
  const sql = db.$client;
  const step = locationsByTime.step(
    sql,
    numbersInScope(grant, input.managed_number_id),
    input,
    input.contact_id ? sql`locations.contact_id = ${input.contact_id}` : undefined,
  );
  const rows = await sql<LocationRow[]>`${selectLocations(sql)} ${step}`;
  return locationsByTime.page(rows, input, (row) => locationOf(row, grant));
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
export async function getLocation({ db, grant }: ScopedContext, id: string): Promise<LocationResource> {
  const sql = db.$client;
  const [row] = await sql<LocationRow[]>`${selectLocations(sql)}
    where ${scopeOf(sql, grant, "locations")} and locations.id = ${requireId(id, "The location")}`;
  if (!row) throw notFound("The location");
  return locationOf(row, grant);
}
