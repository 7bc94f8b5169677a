import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { EVENT_TYPES } from "@/db/constants";
import { callbacks } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { breakerState, nextAttemptAt, pausesAt, pauseWarning } from "./breaker";
import { pendingDeliveries } from "./owed";
import type { CallbackDetails, TakeAwayImpact, TakeAwayInput } from "./schema";

/**
 * A token's callbacks with their health, one entry per event type in their order; unset ones are blank. What waits is
 * counted up to one above `MAX_COUNTED_DELIVERIES`.
 */
export async function listCallbacks(ctx: Context, tokenId: string): Promise<CallbackDetails[]> {
  const rows = await ctx.db
    .select({
      eventType: callbacks.eventType,
      url: callbacks.url,
      enabled: callbacks.enabled,
      pausedReason: callbacks.pausedReason,
      failingSince: callbacks.failingSince,
      lastSuccessAt: callbacks.lastSuccessAt,
      lastError: callbacks.lastError,
      breaker: breakerState,
      nextAttemptAt,
      pauseWarning,
      pausesAt,
      pendingDeliveries,
    })
    .from(callbacks)
    .where(eq(callbacks.tokenId, tokenId))
    .orderBy(asc(callbacks.eventType));
  return EVENT_TYPES.map(
    (eventType) =>
      rows.find((row) => row.eventType === eventType) ?? {
        eventType,
        url: "",
        enabled: false,
        pausedReason: null,
        failingSince: null,
        lastSuccessAt: null,
        lastError: null,
        breaker: "closed" as const,
        nextAttemptAt: null,
        pauseWarning: null,
        pausesAt: null,
        pendingDeliveries: 0,
      },
  );
}

/** What would be cancelled if these endpoints of a token were taken away; those that are owed nothing are left out. */
export async function listTakeAwayImpact(
  ctx: Context,
  { tokenId, eventTypes }: TakeAwayInput,
): Promise<TakeAwayImpact[]> {
  const rows = await ctx.db
    .select({ eventType: callbacks.eventType, pendingDeliveries })
    .from(callbacks)
    .where(and(eq(callbacks.tokenId, tokenId), inArray(callbacks.eventType, eventTypes)))
    .orderBy(asc(callbacks.eventType));
  return rows.filter((row) => row.pendingDeliveries > 0);
}
