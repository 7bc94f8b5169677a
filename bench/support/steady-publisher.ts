import { asc, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { publishEvents } from "@/lib/events/publish";
import type { NewEvent } from "@/lib/events/schema";
import { sharedNow } from "./callback-receiver";
import { messagePayload } from "./callback-rows";

/** Transactions a second; each has as many messages of one managed number as the rate needs, as a webhook may have. */
const TRANSACTIONS = 50;

type Steady = { perSecond: number; seconds: number };

/** When each event was committed, by its id, and how many were committed in a second. */
type Published = { committedAt: Map<string, number>; perSecond: number };

/** A managed number and conversations of it. */
type NumberConversations = { number: string; ids: string[] };

/** Publishes an incoming message in each of the conversations; answers their ids. */
async function publishOnce(db: Database, { number, ids }: NumberConversations): Promise<string[]> {
  const messageIds = ids.map(() => uuidv7());
  const events = ids.map((id, i): NewEvent => {
    const payload = messagePayload(id, number, messageIds[i]);
    return { type: "message.received", occurredAt: new Date(), payload };
  });
  await db.transaction(async (tx) => {
    const ofThese = inArray(conversations.id, ids);
    await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(ofThese)
      .orderBy(asc(conversations.id))
      .for("update");
    await publishEvents(tx, number, events);
  });
  return messageIds;
}

/** Publishes incoming messages of working callbacks at a steady rate, as the channel does. */
export async function publishSteadily(db: Database, { perSecond, seconds }: Steady): Promise<Published> {
  const numbers = await db.$client<NumberConversations[]>`
    select managed_number_id as number, (array_agg(conversations.id))[:${perSecond / TRANSACTIONS}] as ids
    from conversations join callbacks on callbacks.id = managed_number_id
    where callbacks.url not like '%/dead' group by 1 order by 1`;
  const byMessage = new Map<string, number>();
  const work: Promise<void>[] = [];
  const since = new Date().toISOString();
  const begun = performance.now();
  for (let i = 0; i < TRANSACTIONS * seconds; i++) {
    const early = begun + (i * 1000) / TRANSACTIONS - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const of = numbers[i % numbers.length];
    if (!of) throw new Error("There is no conversation.");
    const note = (ids: string[]) => {
      const at = sharedNow();
      for (const id of ids) byMessage.set(id, at);
    };
    work.push(publishOnce(db, of).then(note));
  }
  await Promise.all(work);
  const took = performance.now() - begun;
  const rows = await db.execute<{ id: string; message: string }>(sql`
    select id, payload::json -> 'message' ->> 'id' as message from events where created_at >= ${since}::timestamptz`);
  const committedAt = new Map(rows.map(({ id, message }) => [id, byMessage.get(message) ?? Number.NaN]));
  return { committedAt, perSecond: (1000 * byMessage.size) / took };
}
