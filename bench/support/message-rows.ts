import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

const NUMBERS = 12;
const MESSAGES_PER_CONVERSATION = 50;

/** Fills an empty database with that many messages, in conversations of fifty and over twelve managed numbers. */
export async function fillWithMessages(db: Database, count: number): Promise<void> {
  const conversations = count / MESSAGES_PER_CONVERSATION;
  await db.execute(sql`
    insert into managed_numbers (id, phone, label, wa_phone_number_id)
    select md5('number' || i)::uuid, '+39060000' || i, 'Number ' || i, 'wa' || i from generate_series(1, ${NUMBERS}::int) i`);
  await db.execute(sql`
    insert into contacts (id, phone, name)
    select md5('contact' || i)::uuid, '+39333' || lpad(i::text, 7, '0'), 'Giulia Ferri ' || i
    from generate_series(1, ${conversations}::int) i`);
  await db.execute(sql`
    insert into conversations (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select md5('conversation' || i)::uuid, md5('number' || 1 + i % ${NUMBERS}::int)::uuid, md5('contact' || i)::uuid,
      (array['waiting', 'active', 'closed', 'unmanaged'])[1 + i % 4],
      '2026-01-01Z'::timestamptz + i * interval '10 minutes', '2026-01-01Z'::timestamptz + i * interval '11 minutes'
    from generate_series(1, ${conversations}::int) i`);
  await db.execute(sql`
    insert into messages (id, conversation_id, managed_number_id, direction, type, text, external_id, status,
      status_at, sent_at)
    select ('01935a00-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
      md5('conversation' || 1 + i % ${conversations}::int)::uuid,
      md5('number' || 1 + (1 + i % ${conversations}::int) % ${NUMBERS}::int)::uuid,
      case i % 2 when 0 then 'inbound' else 'outbound' end, 'text',
      'Buongiorno, vorrei sapere a che punto sia il mio ordine ' || md5(i::text) || repeat(' grazie', i % 12),
      'wamid.HBgMMzkzMzM' || lpad(i::text, 27, '0'), case i % 2 when 0 then null else 'read' end,
      case i % 2 when 0 then null else '2026-01-01Z'::timestamptz + i * interval '13 seconds' end,
      '2026-01-01Z'::timestamptz + i * interval '12 seconds'
    from generate_series(1, ${count}::int) i`);
  // What autovacuum does within a minute of such a change.
  await db.$client.unsafe("vacuum analyze");
}
