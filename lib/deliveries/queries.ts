import "server-only";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryAttempts, deliveryLanes } from "@/db/schema/callbacks";
import { suppliers } from "@/db/schema/suppliers";
import type { Context } from "../context";
import { type KeysetStep, keyset } from "../table/keyset";
import { findBody } from "./body-queries";
import { callbackCondition, deliveryCondition, isFailing } from "./conditions";
import type { DeliveryDetails, DeliveryPage, DeliveryQuery } from "./schema";
import { ownLane, waitsFor } from "./wait-reason";
import { takesItsTurn } from "./words";

const SHOWN_ATTEMPTS = 50;

const newestFirst = keyset({
  kind: "deliveries",
  position: z.uuid(),
  key: [deliveries.id],
  values: (id) => [sql`${id}::uuid`],
});

/** The ids of a page. Those of chosen callbacks are taken from each of them first: its indexes have them in order. */
async function findIds(ctx: Context, query: DeliveryQuery, step: KeysetStep): Promise<string[]> {
  const own = callbackCondition(ctx, query);
  const narrowed = and(deliveryCondition(query), step.beyond);
  const newest = (where: SQL | undefined) =>
    ctx.db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(where)
      .orderBy(...step.orderBy)
      .limit(step.limit);
  if (own === undefined || query.q !== "") {
    const asked =
      own && inArray(deliveries.callbackId, ctx.db.select({ id: callbacks.id }).from(callbacks).where(own));
    const rows = await newest(and(narrowed, asked));
    return rows.map(({ id }) => id);
  }
  // Under the table's own name, which the order names.
  const each = newest(and(eq(deliveries.callbackId, callbacks.id), narrowed)).as("deliveries");
  const rows = await ctx.db
    .select({ id: each.id })
    .from(callbacks)
    .crossJoinLateral(each)
    .where(own)
    .orderBy(...step.orderBy)
    .limit(step.limit);
  return rows.map(({ id }) => id);
}

const columns = {
  id: deliveries.id,
  eventId: deliveries.eventId,
  conversationId: deliveries.conversationId,
  eventType: callbacks.eventType,
  tokenId: callbacks.tokenId,
  tokenName: apiTokens.name,
  supplierName: suppliers.name,
  url: callbacks.url,
  state: deliveries.state,
  isFailing,
  waitsFor,
  laneNextAttemptAt: sql<Date | null>`greatest(${deliveryLanes.nextAttemptAt}, ${callbacks.probeAt})`.mapWith(
    callbacks.probeAt,
  ),
  cancelledReason: deliveries.cancelledReason,
  pausedReason: callbacks.pausedReason,
  attempts: deliveries.attempts,
  createdAt: deliveries.createdAt,
  deliveredAt: deliveries.deliveredAt,
};

/** Full rows of these deliveries by their ids, in no order. */
async function readRows(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const last = ctx.db
    .select({
      startedAt: deliveryAttempts.startedAt,
      statusCode: deliveryAttempts.statusCode,
      error: deliveryAttempts.error,
    })
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.deliveryId, deliveries.id))
    .orderBy(desc(deliveryAttempts.no))
    .limit(1)
    .as("last_attempt");
  const found = await ctx.db
    .select({
      ...columns,
      lastAttemptAt: last.startedAt,
      lastStatusCode: last.statusCode,
      lastError: last.error,
    })
    .from(deliveries)
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .innerJoin(apiTokens, eq(apiTokens.id, callbacks.tokenId))
    .innerJoin(suppliers, eq(suppliers.id, apiTokens.supplierId))
    .leftJoin(deliveryLanes, ownLane)
    .leftJoinLateral(last, sql`true`)
    .where(inArray(deliveries.id, [...ids]));
  return found.map(({ laneNextAttemptAt, ...row }) => ({
    ...row,
    nextAttemptAt: takesItsTurn(row) ? laneNextAttemptAt : null,
  }));
}

/** One page of the deliveries that the filters show, newest first. Throws `invalid_cursor`. */
export async function listDeliveries(ctx: Context, query: DeliveryQuery): Promise<DeliveryPage> {
  const ids = await findIds(ctx, query, newestFirst.step(query));
  const page = newestFirst.page(query, ids, (id) => id);
  const rows = new Map((await readRows(ctx, page.rows)).map((row) => [row.id, row]));
  return { ...page, rows: page.rows.map((id) => rows.get(id)).filter((row) => row !== undefined) };
}

/** One delivery with its newest 50 attempts and its body as it would be sent now, or null. */
export async function findDelivery(ctx: Context, id: string): Promise<DeliveryDetails | null> {
  const [row] = await readRows(ctx, [id]);
  if (!row) return null;
  const newestAttempts = await ctx.db
    .select({
      no: deliveryAttempts.no,
      url: deliveryAttempts.url,
      startedAt: deliveryAttempts.startedAt,
      durationMs: deliveryAttempts.durationMs,
      statusCode: deliveryAttempts.statusCode,
      error: deliveryAttempts.error,
      responseExcerpt: deliveryAttempts.responseExcerpt,
    })
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.deliveryId, id))
    .orderBy(desc(deliveryAttempts.no))
    .limit(SHOWN_ATTEMPTS);
  return { ...row, newestAttempts, body: await findBody(ctx, id) };
}
