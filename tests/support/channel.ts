import { asc, eq, sql } from "drizzle-orm";
import { POST } from "@/app/api/channels/whatsapp/route";
import type { Database } from "@/db/client";
import { events } from "@/db/schema/callbacks";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messageStatuses, messages } from "@/db/schema/messages";
import type { StatusChangeResource } from "@/lib/conversations/resource-schema";
import { applyTestEnv } from "./env";
import { createTestDatabase } from "./postgres";
import { sendWhatsapp, whatsappBody, whatsappFixture } from "./send-whatsapp";

/** A database of its own behind the WhatsApp channel, and what to ask of it. */
export async function openChannel() {
  const server = await createTestDatabase();
  const db = applyTestEnv(server.url);
  return {
    db,
    reset: () => db.execute(sql`truncate managed_numbers, contacts cascade`),
    close: async () => {
      await db.$client.end();
      await server.drop();
    },
  };
}

/** Posts a signed body to the channel's handler. */
export function send(body: string): Promise<Response> {
  return sendWhatsapp(POST, body);
}

/** Posts bodies one after another; throws when one is not answered 200. */
export async function store(...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    const { status } = await send(body);
    if (status !== 200) throw new Error(`A body was answered ${status}.`);
  }
}

/** Posts bodies of `tests/fixtures/whatsapp` one after another. */
export function storeFixtures(...names: string[]): Promise<void> {
  return store(...names.map(whatsappFixture));
}

/** A text message of Giulia Ferri. */
export function message(id: string, rest: Record<string, unknown> = {}) {
  return {
    from: "393331112233",
    id: `wamid.${id}`,
    timestamp: "1795420800",
    type: "text",
    text: { body: id },
    ...rest,
  };
}

/** A webhook with these messages. */
export function withMessages(...list: unknown[]): string {
  return whatsappBody({ messages: list });
}

/** A webhook with one status of a message to Giulia Ferri. */
export function withStatus(id: string, status: string, rest: Record<string, unknown> = {}): string {
  const report = { id: `wamid.${id}`, timestamp: "1795420900", recipient_id: "393331112233" };
  return whatsappBody({ statuses: [{ ...report, status, ...rest }] });
}

/** Every row that the channel writes. */
export async function everyRow(db: Database): Promise<unknown[][]> {
  const tables = [managedNumbers, contacts, conversations, messages, messageStatuses, locations, events];
  return Promise.all(tables.map((table) => db.select().from(table).orderBy(asc(table.id))));
}

/** The types of the published events, in order. */
export async function eventTypes(db: Database): Promise<string[]> {
  const rows = await db.select({ type: events.type }).from(events).orderBy(asc(events.seq));
  return rows.map((row) => row.type);
}

/** The published status changes, in order. */
export async function statusChanges(db: Database): Promise<StatusChangeResource[]> {
  const rows = await db
    .select({ payload: events.payload })
    .from(events)
    .where(eq(events.type, "message.status_changed"))
    .orderBy(asc(events.seq));
  return rows.map((row) => JSON.parse(row.payload).change);
}
