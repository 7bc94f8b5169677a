import { asc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { deliveries } from "@/db/schema/callbacks";
import { createCallback, createThread, publish } from "../integration/callbacks-fixtures";

/** A delivery in each state in which a command takes it, and the way back to these states. */
export type OwedDeliveries = {
  ids: { delivered: string; waiting: string; pending: string };
  setBack: () => Promise<void>;
};

/** Owes a token three incoming messages of different conversations, which nobody delivers. */
export async function addOwedDeliveries(
  db: Database,
  tokenId: string,
  numberId: string,
): Promise<OwedDeliveries> {
  const callbackId = await createCallback(db, tokenId, "http://127.0.0.1:9/owed");
  for (const text of ["delivered", "waiting", "pending"])
    await publish(db, await createThread(db, numberId), [text]);
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.callbackId, callbackId))
    .orderBy(asc(deliveries.eventSeq));
  const [delivered = "", waiting = "", pending = ""] = rows.map(({ id }) => id);
  return {
    ids: { delivered, waiting, pending },
    setBack: async () => {
      await db.$client`update deliveries set cancelled_reason = null,
        state = case when id = ${delivered} then 'delivered' else 'pending' end where callback_id = ${callbackId}`;
      await db.$client`delete from delivery_lanes where callback_id = ${callbackId}`;
      await db.$client`insert into delivery_lanes (callback_id, conversation_id, next_attempt_at)
        select callback_id, conversation_id, now() + interval '1 hour' from deliveries
        where callback_id = ${callbackId} and state = 'pending'`;
    },
  };
}
