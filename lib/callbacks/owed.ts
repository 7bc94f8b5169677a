import { sql } from "drizzle-orm";
import { MAX_COUNTED_DELIVERIES } from "./settings";

// Names are written out: Drizzle leaves the table off a column of a query without joins, here the wrong one's.

/**
 * What a row of `callbacks` owes, as rows to be counted: at most one above `MAX_COUNTED_DELIVERIES`. Read in the order of
 * the index that holds nothing else, so that it costs the same however much is or was owed.
 */
export const owedRows = sql`(select from deliveries
  where deliveries.callback_id = callbacks.id and deliveries.state = 'pending'
  order by deliveries.conversation_id, deliveries.event_seq
  limit ${sql.raw(String(MAX_COUNTED_DELIVERIES + 1))})`;

/** How many deliveries a row of `callbacks` owes, counted up to one above `MAX_COUNTED_DELIVERIES`. */
export const pendingDeliveries = sql<number>`(select count(*)::int from ${owedRows} owed)`;
