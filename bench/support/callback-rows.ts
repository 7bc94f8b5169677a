import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { encrypt } from "@/lib/encryption";
import { DELIVERIES_CHANNEL } from "@/lib/events/publish";
import type { EventPayload } from "@/lib/events/schema";
import { createSigningSecret } from "@/lib/signing-secrets/secret";

const AT = "2026-11-01T10:00:00.000Z";
/** Stands in a payload for the id that each row puts there. */
const PLACEHOLDER = "00000000-0000-4000-8000-000000000000";

/** An incoming message of that id in a conversation, as the channel publishes it. */
export function messagePayload(
  conversationId: string,
  numberId: string,
  messageId: string = PLACEHOLDER,
): EventPayload {
  const conversation: EventPayload["conversation"] = {
    id: conversationId,
    status: "active",
    managed_number: { id: numberId, phone: "+390612345678", label: "Milan" },
    contact: { id: PLACEHOLDER, phone: "+393331112233", name: "Giulia Ferri" },
    opened_at: AT,
    last_message_at: AT,
    closed_at: null,
  };
  const text = "Buongiorno, vorrei sapere a che punto sia il mio ordine. Grazie mille e buona giornata.";
  const none = { status: null, status_at: null, position: null } as const;
  const message = { id: messageId, conversation_id: conversationId, external_id: "wamid.HBgMMzkzMzM", text };
  return {
    conversation,
    message: { ...message, ...none, direction: "inbound", type: "text", sent_at: AT },
  };
}

type CallbackRows = {
  /** Callbacks that work, each of a token of its own that sees one managed number. */
  callbacks: number;
  /** Conversations of each of these numbers. */
  conversations: number;
  /** Where they are, each at a path of its own below it. */
  url: string;
  encryptionKey: string;
};

/** The id of the nth managed number; its token and callback have the same. */
const nthId = (n: ReturnType<typeof sql>) => sql`md5('callback' || ${n})::uuid`;

/** Fills an empty database with callbacks for incoming messages and the conversations that they hear of. */
export async function fillWithCallbacks(db: Database, rows: CallbackRows): Promise<void> {
  const numbers = sql`generate_series(1, ${rows.callbacks}::int) n`;
  const signingSecret = encrypt(createSigningSecret(), rows.encryptionKey);
  await db.execute(sql`insert into suppliers (id, name) values (${PLACEHOLDER}, 'Acme')`);
  await db.execute(sql`
    insert into managed_numbers (id, phone, label, wa_phone_number_id)
    select ${nthId(sql`n`)}, '+3906' || lpad(n::text, 8, '0'), 'Number ' || n, 'wa' || n from ${numbers}`);
  await db.execute(sql`
    insert into api_tokens (id, supplier_id, name, secret_hash, secret_hint, activates_at, permissions,
      sees_all_numbers, signing_secret)
    select ${nthId(sql`n`)}, ${PLACEHOLDER}, 'Token ' || n, md5(n::text) || md5('x' || n), 'abcd', '2026-01-01Z',
      '{conversations:read,locations:read}', false, ${signingSecret} from ${numbers}`);
  await db.execute(sql`
    insert into api_token_numbers (token_id, managed_number_id)
    select ${nthId(sql`n`)}, ${nthId(sql`n`)} from ${numbers}`);
  await db.execute(sql`
    insert into callbacks (id, token_id, event_type, url, last_success_at)
    select ${nthId(sql`n`)}, ${nthId(sql`n`)}, 'message.received', ${rows.url}::text || '/' || n, now() from ${numbers}`);
  await db.execute(sql`
    insert into contacts (id, phone)
    select md5(n || '/' || i)::uuid, '+39333' || n || '/' || i
    from ${numbers}, generate_series(1, ${rows.conversations}::int) i`);
  await db.execute(sql`
    insert into conversations (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select md5(n || '/' || i)::uuid, ${nthId(sql`n`)}, md5(n || '/' || i)::uuid, 'active', now(), now()
    from ${numbers}, generate_series(1, ${rows.conversations}::int) i`);
  // What autovacuum does within a minute of such a change.
  await db.$client.unsafe("vacuum analyze");
}

/** Points the last callback at `/dead` below the receiver, with so many deliveries owed to each of its conversations. */
export async function addDeadCallback(
  db: Database,
  rows: CallbackRows,
  { conversations, each }: { conversations: number; each: number },
): Promise<void> {
  const last = sql.raw(String(rows.callbacks));
  await db.execute(sql`update callbacks set url = ${`${rows.url}/dead`} where id = ${nthId(last)}`);
  await db.execute(sql`
    insert into contacts (id, phone) select md5('dead' || i)::uuid, 'dead' || i
    from generate_series(1, ${conversations}::int) i`);
  await db.execute(sql`
    insert into conversations (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select md5('dead' || i)::uuid, ${nthId(last)}, md5('dead' || i)::uuid, 'active', now(), now()
    from generate_series(1, ${conversations}::int) i`);
  await owe(db, sql`conversations.id in (select id from contacts where phone like 'dead%')`, each);
  await db.$client.unsafe("vacuum analyze");
}

/** Owes so many messages of each conversation of the first callbacks, all at once; answers how many they are. */
export async function addBacklog(
  db: Database,
  { callbacks, each }: { callbacks: number; each: number },
): Promise<number> {
  const first = sql`select ${nthId(sql`n`)} from generate_series(1, ${callbacks}::int) n`;
  return owe(db, sql`conversations.managed_number_id in (${first})`, each);
}

/** Owes a message of each conversation of these callbacks; only the first ones are due, the others a day later. */
export async function addLaterLanes(
  db: Database,
  { due, callbacks }: { due: number; callbacks: number },
): Promise<void> {
  await addBacklog(db, { callbacks, each: 1 });
  await db.execute(sql`update delivery_lanes set next_attempt_at = now() + interval '1 day'
    where callback_id not in (select ${nthId(sql`n`)} from generate_series(1, ${due}::int) n)`);
  await db.$client.unsafe("vacuum analyze");
}

/** What publishing would have written, in one statement, and the wake-up of the worker. */
async function owe(db: Database, whose: ReturnType<typeof sql>, each: number): Promise<number> {
  const payload = JSON.stringify(messagePayload("CONVERSATION", PLACEHOLDER));
  const [row] = await db.execute<{ count: number }>(sql`
    with published as (
      insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
      select uuidv7(), 'message.received', now(), conversations.id, managed_number_id,
        replace(replace(${payload}::text, 'CONVERSATION', conversations.id::text), ${PLACEHOLDER},
          managed_number_id::text)
      from generate_series(1, ${each}::int) turn, conversations where ${whose} order by turn, conversations.id
      returning id, seq, conversation_id, managed_number_id),
    owed as (
      insert into deliveries (id, event_id, callback_id, conversation_id, event_seq)
      select uuidv7(), id, managed_number_id, conversation_id, seq from published order by seq
      returning callback_id, conversation_id),
    lanes as (
      insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
      select distinct callback_id, conversation_id, now() from owed
      on conflict (callback_id, conversation_id) do nothing)
    select count(*)::int as count, pg_notify(${DELIVERIES_CHANNEL}, '') from owed`);
  return row?.count ?? 0;
}
