import "server-only";
import { and, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryAttempts, deliveryLanes } from "@/db/schema/callbacks";
import { suppliers } from "@/db/schema/suppliers";
import { tokenState } from "../api-tokens/state";
import type { Context } from "../context";
import { type KeysetStep, keyset } from "../table/keyset";
import type { KeysetQueryOf } from "../table/keyset-params";
import type { DeliveryDetails, DeliveryPage, deliveryList } from "./schema";
import type { WaitReason } from "./words";

export type DeliveryQuery = KeysetQueryOf<typeof deliveryList>;

const SHOWN_ATTEMPTS = 50;

const newestFirst = keyset({
  kind: "deliveries",
  position: z.uuid(),
  key: [deliveries.id],
  values: (id) => [sql`${id}::uuid`],
});

/** The states that are asked for; the second condition lets the index of the undelivered serve them. */
function ofStates(states: DeliveryQuery["filters"]["state"]): SQL | undefined {
  if (states.length === 0) return undefined;
  return and(
    inArray(deliveries.state, states),
    states.includes("delivered") ? undefined : ne(deliveries.state, "delivered"),
  );
}

function callbacksOf({ token, event }: DeliveryQuery["filters"]): SQL | undefined {
  return and(
    token.length > 0 ? inArray(callbacks.tokenId, token) : undefined,
    event.length > 0 ? inArray(callbacks.eventType, event) : undefined,
  );
}

/** The ids of a page. A token's are taken from each of its callbacks first: their index has them in order. */
async function findIds(ctx: Context, { filters }: DeliveryQuery, step: KeysetStep): Promise<string[]> {
  const own = callbacksOf(filters);
  const narrowed = and(ofStates(filters.state), step.beyond);
  const newest = (where: SQL | undefined) =>
    ctx.db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(where)
      .orderBy(...step.orderBy)
      .limit(step.limit);
  if (filters.token.length === 0) {
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

const isFirstOfLane = sql`not exists (select from deliveries earlier
  where earlier.callback_id = ${deliveries.callbackId} and earlier.conversation_id = ${deliveries.conversationId}
    and earlier.state = 'pending' and earlier.event_seq < ${deliveries.eventSeq})`;

const waitsFor = sql<WaitReason | null>`case
  when ${deliveries.state} <> 'pending' then null
  when ${tokenState} in ('deleted', 'paused', 'expired', 'scheduled') then 'token_' || ${tokenState}
  when ${callbacks.url} = '' then 'endpoint_removed'
  when not ${callbacks.enabled} then 'callback_off'
  when ${callbacks.pausedAt} is not null then 'callback_paused'
  when not ${isFirstOfLane} then 'earlier_delivery'
  when ${deliveryLanes.leaseUntil} > now() then 'under_way'
  when ${callbacks.probeAt} is not null then 'callback_failing'
  when ${deliveries.attempts} > 0 then 'retry'
  else 'due' end`;

/** Reasons of those whose turn comes at a known time. */
const TIMED: readonly (WaitReason | null)[] = ["callback_failing", "retry", "due"];

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
    .leftJoin(
      deliveryLanes,
      and(
        eq(deliveryLanes.callbackId, deliveries.callbackId),
        eq(deliveryLanes.conversationId, deliveries.conversationId),
      ),
    )
    .leftJoinLateral(last, sql`true`)
    .where(inArray(deliveries.id, [...ids]));
  return found.map(({ laneNextAttemptAt, ...row }) => ({
    ...row,
    nextAttemptAt: TIMED.includes(row.waitsFor) ? laneNextAttemptAt : null,
  }));
}

/** One page of the deliveries that the filters show, newest first. Throws `invalid_cursor`. */
export async function listDeliveries(ctx: Context, query: DeliveryQuery): Promise<DeliveryPage> {
  const ids = await findIds(ctx, query, newestFirst.step(query));
  const page = newestFirst.page(query, ids, (id) => id);
  const rows = new Map((await readRows(ctx, page.rows)).map(({ conversationId, ...row }) => [row.id, row]));
  return { ...page, rows: page.rows.map((id) => rows.get(id)).filter((row) => row !== undefined) };
}

/** One delivery with its newest 50 attempts, or null. */
export async function findDelivery(ctx: Context, id: string): Promise<DeliveryDetails | null> {
  const [row] = await readRows(ctx, [id]);
  if (!row) return null;
  const newestAttempts = await ctx.db
    .select({
      no: deliveryAttempts.no,
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
  return { ...row, newestAttempts };
}
