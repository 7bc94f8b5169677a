import "server-only";
import { and, asc, desc, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { z } from "zod";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { isFailing, ofConversation } from "../deliveries/conditions";
import { MINUTE_MS } from "../format/durations";
import { firstIdOf, idsOfTime } from "../table/id-time";
import type { NearDeliveries, RequestLogRow } from "./schema";

const NEAR_MS = 10 * MINUTE_MS;
const SHOWN = 10;
const EACH_SIDE = SHOWN / 2;

function conversationOf({ route, path }: Pick<RequestLogRow, "route" | "path">): string | null {
  if (!route?.startsWith("/conversations/{id}")) return null;
  const id = z.uuid().safeParse(path.split("/")[4]);
  return id.success ? id.data : null;
}

function firstDeliveries(ctx: Context, where: SQL | undefined, order: SQL, limit: number) {
  return ctx.db
    .select({
      id: deliveries.id,
      eventType: callbacks.eventType,
      state: deliveries.state,
      isFailing,
      createdAt: deliveries.createdAt,
      deliveredAt: deliveries.deliveredAt,
    })
    .from(deliveries)
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .where(where)
    .orderBy(order)
    .limit(limit);
}

/**
 * At most ten deliveries to the call's token that belong to it, newest first: the newest of the conversation that it
 * asked for, or the nearest five before and five after it within ten minutes. Null for a call with an unknown secret.
 */
export async function listDeliveriesNear(ctx: Context, call: RequestLogRow): Promise<NearDeliveries | null> {
  if (call.tokenId === null) return null;
  const ofToken = eq(callbacks.tokenId, call.tokenId);
  const conversationId = conversationOf(call);
  if (conversationId !== null) {
    const rows = await firstDeliveries(
      ctx,
      and(ofToken, ofConversation(conversationId)),
      desc(deliveries.id),
      SHOWN,
    );
    return { by: "conversation", rows };
  }
  const at = call.startedAt.getTime();
  const [from, to] = [new Date(at - NEAR_MS), new Date(at + NEAR_MS)];
  // The order's own index finds the ids; the times are what counts.
  const ids = idsOfTime({ from, to });
  const inTime = and(
    ofToken,
    gte(deliveries.createdAt, from),
    lte(deliveries.createdAt, to),
    ids.from ? gte(deliveries.id, ids.from) : sql`true`,
    ids.to ? lt(deliveries.id, ids.to) : sql`true`,
  );
  const middle = firstIdOf(call.startedAt);
  const { id } = deliveries;
  const rows = await unionAll(
    firstDeliveries(ctx, and(inTime, lt(id, middle)), desc(id), EACH_SIDE),
    firstDeliveries(ctx, and(inTime, gte(id, middle)), asc(id), EACH_SIDE),
  ).orderBy(desc(id));
  return { by: "time", rows };
}
