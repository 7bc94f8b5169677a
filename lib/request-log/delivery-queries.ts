import "server-only";
import { and, desc, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { idsOfTime } from "../table/id-time";
import type { NearDeliveries, NearDelivery, RequestLogRow } from "./schema";

const NEAR_MS = 10 * 60_000;
const SHOWN = 10;

function conversationOf({ route, path }: Pick<RequestLogRow, "route" | "path">): string | null {
  if (!route?.startsWith("/conversations/{id}")) return null;
  const id = z.uuid().safeParse(path.split("/")[4]);
  return id.success ? id.data : null;
}

async function newest(ctx: Context, where: SQL | undefined): Promise<NearDelivery[]> {
  return ctx.db
    .select({
      id: deliveries.id,
      eventType: callbacks.eventType,
      state: deliveries.state,
      attempts: deliveries.attempts,
      createdAt: deliveries.createdAt,
      deliveredAt: deliveries.deliveredAt,
    })
    .from(deliveries)
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .where(where)
    .orderBy(desc(deliveries.id))
    .limit(SHOWN);
}

/**
 * The newest ten deliveries to the call's token that belong to it: those of the conversation that it asked for, or
 * those within ten minutes of it. Null for a call without a known token.
 */
export async function listDeliveriesNear(ctx: Context, call: RequestLogRow): Promise<NearDeliveries | null> {
  if (call.tokenId === null) return null;
  const ofToken = eq(callbacks.tokenId, call.tokenId);
  const conversationId = conversationOf(call);
  if (conversationId !== null) {
    const rows = await newest(ctx, and(ofToken, eq(deliveries.conversationId, conversationId)));
    return { by: "conversation", rows };
  }
  const at = call.startedAt.getTime();
  const [from, to] = [new Date(at - NEAR_MS), new Date(at + NEAR_MS)];
  // The order's own index finds the ids; the times are what counts.
  const ids = idsOfTime({ from, to });
  const inTime = and(
    gte(deliveries.createdAt, from),
    lte(deliveries.createdAt, to),
    ids.from ? gte(deliveries.id, ids.from) : sql`true`,
    ids.to ? lt(deliveries.id, ids.to) : sql`true`,
  );
  return { by: "time", rows: await newest(ctx, and(ofToken, inTime)) };
}
