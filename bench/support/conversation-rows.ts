import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** Fills an empty database with that many conversations of as many contacts with four managed numbers. */
export async function fillWithConversations(db: Database, count: number): Promise<void> {
  await db.execute(sql`
    insert into managed_numbers (id, phone, label, wa_phone_number_id)
    select uuidv7(), '+39060000000' || n, 'Number ' || n, 'wa-' || n from generate_series(1, 4) n`);
  await db.execute(sql`
    insert into contacts (id, phone, name)
    select uuidv7(), '+39333' || lpad(n::text, 7, '0'), 'Contact ' || n from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into conversations (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select uuidv7(), numbers.ids[1 + n % 4], contact.id, 'active', now() - n * interval '1 minute', now()
    from (select id, row_number() over () as n from contacts) contact,
      (select array_agg(id) as ids from managed_numbers) numbers`);
  await db.$client.unsafe("vacuum analyze");
}
