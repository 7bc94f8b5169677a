import "server-only";
import { eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, events } from "@/db/schema/callbacks";
import { grantColumns } from "../api-tokens/token-lookup";
import type { Context } from "../context";
import { eventBody } from "../events/present";
import type { EventPayload } from "../events/schema";

/**
 * The body of a delivery as an attempt would send it now, by the token's present rights; null when the token does not see
 * the managed number, and when there is no such delivery.
 */
export async function findBody(ctx: Context, deliveryId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({
      type: events.type,
      occurredAt: events.occurredAt,
      payload: events.payload,
      managedNumberId: events.managedNumberId,
      ...grantColumns,
    })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .innerJoin(apiTokens, eq(apiTokens.id, callbacks.tokenId))
    .where(eq(deliveries.id, deliveryId));
  if (!row || row.numberIds?.includes(row.managedNumberId) === false) return null;
  return eventBody({ ...row, payload: JSON.parse(row.payload) as EventPayload }, row);
}
