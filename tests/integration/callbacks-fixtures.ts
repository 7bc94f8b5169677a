import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { connect, type Database } from "@/db/client";
import { EVENT_TYPES, type EventType, PERMISSIONS } from "@/db/constants";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import { type ClaimInput, claimJobs } from "@/lib/dispatcher/claim";
import { Dispatcher, type DispatcherOptions } from "@/lib/dispatcher/dispatcher";
import type { Job } from "@/lib/dispatcher/job";
import { encrypt } from "@/lib/encryption";
import { publishEvents } from "@/lib/events/publish";
import type { EventPayload } from "@/lib/events/schema";
import { createCallbackAgent } from "@/lib/outbound/guarded-agent";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { createTestDatabase } from "@/tests/support/postgres";

export const KEY = randomBytes(32).toString("base64");
export const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** A database of the file's own and a way to make what callbacks need in it. */
export async function openWorld() {
  const { url, drop } = await createTestDatabase();
  const db = connect(url, { max: 12 });
  return {
    db,
    url,
    close: async () => {
      await db.$client.end({ timeout: 1 });
      await drop();
    },
  };
}

type TokenValues = Partial<typeof apiTokens.$inferInsert>;

export async function createToken(
  db: Database,
  values: TokenValues & { secret?: string; numberIds?: string[] } = {},
): Promise<{ id: string; secret: string }> {
  const { secret = createSigningSecret(), numberIds, ...rest } = values;
  const [supplier] = await db.insert(suppliers).values({ name: "Acme" }).returning({ id: suppliers.id });
  const [token] = await db
    .insert(apiTokens)
    .values({
      supplierId: supplier?.id ?? "",
      name: "Token",
      secretHash: randomBytes(32).toString("hex"),
      secretHint: "abcd",
      activatesAt: new Date(Date.now() - 60_000),
      permissions: [...PERMISSIONS],
      seesAllNumbers: numberIds === undefined,
      signingSecret: encrypt(secret, KEY),
      ...rest,
    })
    .returning({ id: apiTokens.id });
  const id = token?.id ?? "";
  if (numberIds && numberIds.length > 0)
    await db
      .insert(apiTokenNumbers)
      .values(numberIds.map((managedNumberId) => ({ tokenId: id, managedNumberId })));
  return { id, secret };
}

export async function createCallback(
  db: Database,
  tokenId: string,
  url: string,
  eventType: EventType = EVENT_TYPES[1],
): Promise<string> {
  const [row] = await db
    .insert(callbacks)
    .values({ tokenId, url, eventType })
    .returning({ id: callbacks.id });
  return row?.id ?? "";
}

export async function createNumber(db: Database): Promise<string> {
  const [row] = await db
    .insert(managedNumbers)
    .values({ phone: "+390212345678", label: "Milan", waPhoneNumberId: uuidv7() })
    .returning({ id: managedNumbers.id });
  return row?.id ?? "";
}

export type Thread = { id: string; numberId: string };

export async function createThread(db: Database, numberId: string): Promise<Thread> {
  const [contact] = await db
    .insert(contacts)
    .values({ phone: `+39${uuidv7()}`, name: "Ada Lovelace" })
    .returning({ id: contacts.id });
  const at = new Date();
  const [row] = await db
    .insert(conversations)
    .values({
      managedNumberId: numberId,
      contactId: contact?.id ?? "",
      status: "active",
      openedAt: at,
      lastMessageAt: at,
    })
    .returning({ id: conversations.id });
  return { id: row?.id ?? "", numberId };
}

export function payloadOf(thread: Thread, text: string): EventPayload {
  const at = "2026-11-01T10:00:00.000Z";
  return {
    conversation: {
      id: thread.id,
      status: "active",
      managed_number: { id: thread.numberId, phone: "+390212345678", label: "Milan" },
      contact: { id: uuidv7(), phone: "+393331234567", name: "Ada Lovelace" },
      opened_at: at,
      last_message_at: at,
      closed_at: null,
    },
    message: {
      id: uuidv7(),
      conversation_id: thread.id,
      direction: "inbound",
      type: "location",
      text,
      external_id: "wamid.1",
      status: null,
      status_at: null,
      sent_at: at,
      position: { latitude: 45.46, longitude: 9.19, name: null, address: null },
    },
  };
}

function payloadOfType(type: EventType, thread: Thread, text: string): EventPayload {
  const { conversation, ...of } = payloadOf(thread, text);
  return type === "conversation.created" ? { conversation } : { conversation, ...of };
}

/** Publishes one incoming message per text, in their order, as the inbound webhook does. */
export async function publish(
  db: Database,
  thread: Thread,
  texts: string[],
  type: EventType = "message.received",
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.select().from(conversations).where(eq(conversations.id, thread.id)).for("no key update");
    await publishEvents(
      tx,
      thread.numberId,
      texts.map((text) => ({ type, occurredAt: new Date(), payload: payloadOfType(type, thread, text) })),
    );
  });
}

/** A dispatcher that may call loopback and retries after 50 ms unless told otherwise. */
export function testDispatcher(db: Database, options: Partial<DispatcherOptions> = {}): Dispatcher {
  return new Dispatcher({
    db,
    agent: createCallbackAgent({ allowedNetworks: LOOPBACK }),
    encryptionKeys: [KEY],
    concurrency: 64,
    onFault: () => undefined,
    retryDelayMs: () => 50,
    ...options,
  });
}

/** Takes due lanes as a worker of its own would, a minute long unless told. */
export async function claimedJobs(db: Database, options: Partial<ClaimInput> = {}): Promise<Job[]> {
  const input = { workerId: uuidv7(), limit: 64, probeLimit: 64, leaseMs: 60_000, ...options };
  return (await claimJobs(db, input)).jobs;
}

export async function scalar<T>(db: Database, query: ReturnType<typeof sql>): Promise<T> {
  const [row] = await db.execute<Record<string, T>>(query);
  return Object.values(row ?? {})[0] as T;
}

/** True while a statement of the database waits for a lock. */
export function isLockAwaited(db: Database): Promise<boolean> {
  return scalar(
    db,
    sql`select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waits`,
  );
}

/** Waits until the condition holds; fails after ten seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function textOf(body: string): string {
  return (JSON.parse(body) as { data: { message: { text: string } } }).data.message.text;
}

export function conversationOf(body: string): string {
  return (JSON.parse(body) as { data: { conversation: { id: string } } }).data.conversation.id;
}
