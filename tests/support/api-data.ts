import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { routes } from "@/app/api/routes";
import type { Database } from "@/db/client";
import { PERMISSIONS } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import { suppliers } from "@/db/schema/suppliers";
import { createSecret, hashSecret, secretHint } from "@/lib/api-tokens/secret";
import { createRouter } from "@/lib/http/router";
import { expectDeclared } from "./declared";

const router = createRouter(routes);

type NewToken = Partial<typeof apiTokens.$inferInsert> & { numberIds?: string[] };

/** Stores a token that may do and see everything unless told otherwise. */
export async function addToken(db: Database, { numberIds, ...settings }: NewToken = {}) {
  const secret = createSecret();
  const supplierId = uuidv7();
  const id = uuidv7();
  await db.insert(suppliers).values({ id: supplierId, name: "Test supplier" });
  await db.insert(apiTokens).values({
    id,
    supplierId,
    name: "Test token",
    secretHash: hashSecret(secret),
    secretHint: secretHint(secret),
    signingSecret: "unused",
    activatesAt: new Date("2020-01-01T00:00:00Z"),
    permissions: [...PERMISSIONS],
    seesAllNumbers: numberIds === undefined,
    ...settings,
  });
  for (const managedNumberId of numberIds ?? [])
    await db.insert(apiTokenNumbers).values({ tokenId: id, managedNumberId });
  return { id, supplierId, secret };
}

/** Stores a managed number and returns its id. */
export async function addNumber(db: Database, phone: string): Promise<string> {
  const id = uuidv7();
  await db.insert(managedNumbers).values({ id, phone, label: phone, waPhoneNumberId: `wa${phone}` });
  return id;
}

type NewConversation = Partial<typeof conversations.$inferInsert> & { phone?: string; name?: string };

/** Stores a conversation with a contact of its own. */
export async function addConversation(
  db: Database,
  managedNumberId: string,
  { phone = `+39${uuidv7()}`, name, ...settings }: NewConversation = {},
) {
  const [contact, conversation] = [uuidv7(), uuidv7()];
  const at = new Date("2026-11-01T10:00:00Z");
  await db.insert(contacts).values({ id: contact, phone, name: name ?? null });
  await db.insert(conversations).values({
    id: conversation,
    managedNumberId,
    contactId: contact,
    status: "waiting",
    openedAt: at,
    lastMessageAt: at,
    ...settings,
  });
  return { id: conversation, contactId: contact, managedNumberId };
}

/** Stores an inbound message and returns its id. */
export async function addMessage(
  db: Database,
  conversationId: string,
  settings: Partial<typeof messages.$inferInsert> = {},
): Promise<string> {
  const id = uuidv7();
  const [conversation] = await db.select().from(conversations).where(eq(conversations.id, conversationId));
  await db.insert(messages).values({
    id,
    conversationId,
    managedNumberId: conversation?.managedNumberId ?? "",
    direction: "inbound",
    type: "text",
    text: "Hello",
    externalId: `wamid.${id}`,
    sentAt: new Date("2026-11-01T10:00:00Z"),
    ...settings,
  });
  return id;
}

/** Stores a message with a position and returns the location's id. */
export async function addLocation(db: Database, conversation: Awaited<ReturnType<typeof addConversation>>) {
  const messageId = await addMessage(db, conversation.id, { type: "location", text: null });
  const id = uuidv7();
  await db.insert(locations).values({
    id,
    messageId,
    conversationId: conversation.id,
    managedNumberId: conversation.managedNumberId,
    contactId: conversation.contactId,
    latitude: 41.9,
    longitude: 12.5,
    name: "Bar Centrale",
    sentAt: new Date("2026-11-01T10:00:00Z"),
  });
  return { id, messageId };
}

/** `fetch` of the public API in this process, as a generated client uses it. */
export const apiFetch: typeof fetch = async (input) => {
  const request = new Request(input);
  const { pathname, search } = new URL(request.url);
  const response = await router(request, pathname + search);
  if (!response) throw new Error(`No route is meant by ${pathname}.`);
  return response;
};

export type ApiCall = { method?: string; headers?: Record<string, string> };

/** Calls the public API as the server would; the answer is yet to be read. */
export function openApi(
  path: string,
  secret?: string,
  { method = "GET", headers = {} }: ApiCall = {},
): Promise<Response> {
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: { ...headers, ...(secret && { authorization: `Bearer ${secret}` }) },
  });
  const response = router(request, path);
  if (!response) throw new Error(`No route is meant by ${path}.`);
  return response;
}

/** Calls the public API as the server would, and reads the answer with the log row that it left. */
export async function callApi(db: Database, path: string, secret?: string, call: ApiCall = {}) {
  const response = await openApi(path, secret, call);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  const id = response.headers.get("x-request-id") ?? "";
  const [row] = await db.select().from(apiRequests).where(eq(apiRequests.id, id));
  if (response.headers.get("content-encoding") === null)
    expectDeclared({
      method: call.method ?? "GET",
      route: row?.route ?? null,
      status: response.status,
      headers: response.headers,
      text,
    });
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text,
    row,
    body: () => JSON.parse(text),
  };
}
