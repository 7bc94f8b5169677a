import "server-only";
import { and, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { validate as isUuid } from "uuid";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, events, isUndelivered } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { CLOCK_SLACK_MS, idsOfTime } from "../table/id-time";
import type { DeliveryQuery } from "./schema";

type Asked = Pick<DeliveryQuery, "q" | "filters">;

/** True for a pending delivery that was tried since it became pending, and failed. */
export const isFailing = sql<boolean>`(${deliveries.state} = 'pending'
  and ${deliveries.attempts} > ${deliveries.attemptsBefore})`;

/** The states that are asked for; the last condition lets the indexes of the undelivered serve them. */
function ofStates(asked: Asked["filters"]["state"]): SQL | undefined {
  if (asked.length === 0) return undefined;
  const states = asked.filter((state) => state !== "failing");
  return and(
    or(
      states.length > 0 ? inArray(deliveries.state, states) : undefined,
      asked.includes("failing") ? isFailing : undefined,
    ),
    asked.includes("delivered") ? undefined : isUndelivered(deliveries.state),
  );
}

/** The time of their creation; the ids let the indexes of the list begin and end there. */
function ofTime({ from: [first], to: [end] }: Asked["filters"]): SQL | undefined {
  const from = first === undefined ? undefined : new Date(first);
  const to = end === undefined ? undefined : new Date(end);
  const ids = idsOfTime({ from, to }, CLOCK_SLACK_MS);
  return and(
    from && gte(deliveries.createdAt, from),
    to && lt(deliveries.createdAt, to),
    ids.from ? gte(deliveries.id, ids.from) : undefined,
    ids.to ? lt(deliveries.id, ids.to) : undefined,
  );
}

/** The deliveries of one conversation, found by its events: an index for it would be written twice for each delivery. */
export function ofConversation(conversationId: string): SQL {
  return sql`${deliveries.eventId} = any(array(
    select ${events.id} from ${events} where ${events.conversationId} = ${conversationId}))`;
}

/** What has this whole id; nothing has a text that is none. */
function ofSearch(q: string): SQL | undefined {
  if (q === "") return undefined;
  if (!isUuid(q)) return sql`false`;
  return or(eq(deliveries.eventId, q), ofConversation(q), eq(deliveries.id, q));
}

/** What search and filters ask of a delivery itself; undefined when that is nothing. */
export function deliveryCondition({ q, filters }: Asked): SQL | undefined {
  return and(ofSearch(q), ofStates(filters.state), ofTime(filters));
}

/** What the filters ask of its callback; undefined when that is nothing. */
export function callbackCondition(ctx: Pick<Context, "db">, { filters }: Asked): SQL | undefined {
  const { token, supplier, event } = filters;
  const ofSuppliers = ctx.db
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(inArray(apiTokens.supplierId, supplier));
  return and(
    token.length > 0 ? inArray(callbacks.tokenId, token) : undefined,
    supplier.length > 0 ? inArray(callbacks.tokenId, ofSuppliers) : undefined,
    event.length > 0 ? inArray(callbacks.eventType, event) : undefined,
  );
}
