import "server-only";
import { count, sql } from "drizzle-orm";
import type { ISql } from "postgres";
import { conversations } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import type { Grant } from "../api-tokens/grant";
import { notFound } from "../errors";
import type { Page } from "../http/cursor";
import { NewestFirst, type NewestFirstInput } from "./newest-first";
import type { ConversationResource, LocationResource, MessageResource } from "./resource-schema";
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
import type { ListConversationsInput, ListLocationsInput, ListMessagesInput } from "./schema";
import { inScope, numbersInScope, requireId, type ScopedContext, scopeOf } from "./scope";

const conversationsByTime = new NewestFirst({
  kind: "conversations",
  table: "conversations",
  at: "opened_at",
});
const messagesByTime = new NewestFirst({ kind: "messages", table: "messages", at: "sent_at" });
const locationsByTime = new NewestFirst({ kind: "locations", table: "locations", at: "sent_at" });

function conversationStep(sql: ISql, grant: Grant, input: ListConversationsInput): Fragment {
  const { managed_number_id, contact_id, status } = input;
  // Written into the statement: a plan that is kept for any status would search through the others for a rare one.
  const hasStatus = status && sql`conversations.status = ${sql.unsafe(`'${status}'`)}`;
  if (contact_id === undefined)
    return conversationsByTime.step(sql, numbersInScope(grant, managed_number_id), input, hasStatus);
  return conversationsByTime.stepWithin(
    sql,
    scopeOf(sql, grant, "conversations"),
    input,
    sql`conversations.contact_id = ${contact_id}`,
    managed_number_id ? sql`conversations.managed_number_id = ${managed_number_id}` : undefined,
    hasStatus,
  );
}

/** A page of the conversations that the token sees, the last opened first; throws `invalid_cursor`. */
export async function listConversations(
  { db, grant }: ScopedContext,
  input: ListConversationsInput,
): Promise<Page<ConversationResource>> {
  const sql = db.$client;
  const step = conversationStep(sql, grant, input);
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
  input: NewestFirstInput,
  step: Fragment,
): Promise<Page<MessageResource>> {
  const rows = await db.$client<MessageRow[]>`${selectMessages(db.$client)} ${step}`;
  return messagesByTime.page(rows, input, (row) => messageOf(row, grant));
}

/** A page of one conversation's messages, newest first; throws `not_found` as `getConversation`, and `invalid_cursor`. */
export async function listMessages(
  ctx: ScopedContext,
  conversationId: string,
  filters: ListMessagesInput,
): Promise<Page<MessageResource>> {
  const id = requireId(conversationId, "The conversation").toLowerCase();
  const input = { ...filters, within: id };
  const sql = ctx.db.$client;
  const step = messagesByTime.stepWithin(
    sql,
    scopeOf(sql, ctx.grant, "messages"),
    input,
    sql`messages.conversation_id = ${id}`,
    input.direction ? sql`messages.direction = ${input.direction}` : undefined,
    input.status ? sql`messages.status = ${input.status}` : undefined,
    input.type !== undefined ? sql`messages.type = ${input.type}` : undefined,
  );
  const page = await readMessages(ctx, input, step);
  // Whoever sees a message sees its conversation, so only an empty page leaves open whether there is one.
  if (page.data.length === 0) await getConversation(ctx, id);
  return page;
}

type AllMessagesInput = NewestFirstInput & Pick<ListConversationsInput, "managed_number_id" | "contact_id">;

function allMessagesStep(sql: ISql, grant: Grant, input: AllMessagesInput): Fragment {
  const { managed_number_id, contact_id } = input;
  if (contact_id === undefined)
    return messagesByTime.step(sql, numbersInScope(grant, managed_number_id), input);
  const ofNumber = managed_number_id ? sql`managed_number_id = ${managed_number_id}` : sql`true`;
  // A contact has at most one conversation with each number.
  const keys = sql`(select id from conversations
    where ${scopeOf(sql, grant, "conversations")} and contact_id = ${contact_id} and ${ofNumber})`;
  return messagesByTime.stepOver(sql, { keys, by: "conversation_id" }, input);
}

/** A page of the messages of all conversations that the token sees, newest first; throws `invalid_cursor`. */
export function listAllMessages(ctx: ScopedContext, input: AllMessagesInput): Promise<Page<MessageResource>> {
  return readMessages(ctx, input, allMessagesStep(ctx.db.$client, ctx.grant, input));
}

/** How many messages `listAllMessages` without filters has on all its pages, counted to at most one above `most`. */
export async function countAllMessages(ctx: ScopedContext, most: number): Promise<number> {
  const counted = ctx.db
    .select({ one: sql`1` })
    .from(messages)
    .where(inScope(ctx.grant, messages.managedNumberId))
    .limit(most + 1)
    .as("counted");
  const [row] = await ctx.db.select({ total: count() }).from(counted);
  return row?.total ?? 0;
}

/** One message; throws `not_found` for an id that is unknown, malformed or not visible, all alike. */
export async function getMessage({ db, grant }: ScopedContext, id: string): Promise<MessageResource> {
  const sql = db.$client;
  const [row] = await sql<MessageRow[]>`${selectMessages(sql)}
    where ${scopeOf(sql, grant, "messages")} and messages.id = ${requireId(id, "The message")}`;
  if (!row) throw notFound("The message");
  return messageOf(row, grant);
}

function locationStep(sql: ISql, grant: Grant, input: ListLocationsInput): Fragment {
  const { managed_number_id, contact_id, conversation_id, message_id } = input;
  if ((contact_id ?? conversation_id ?? message_id) === undefined)
    return locationsByTime.step(sql, numbersInScope(grant, managed_number_id), input);
  return locationsByTime.stepWithin(
    sql,
    scopeOf(sql, grant, "locations"),
    input,
    contact_id ? sql`locations.contact_id = ${contact_id}` : undefined,
    conversation_id ? sql`locations.conversation_id = ${conversation_id}` : undefined,
    message_id ? sql`locations.message_id = ${message_id}` : undefined,
    managed_number_id ? sql`locations.managed_number_id = ${managed_number_id}` : undefined,
  );
}

/** A page of the locations that the token sees, the last sent first; throws `invalid_cursor`. */
export async function listLocations(
  { db, grant }: ScopedContext,
  input: ListLocationsInput,
): Promise<Page<LocationResource>> {
  const sql = db.$client;
  const rows = await sql<LocationRow[]>`${selectLocations(sql)} ${locationStep(sql, grant, input)}`;
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
