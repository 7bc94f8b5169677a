import "server-only";
import { and, asc, eq, gte, min, type SQL, sql } from "drizzle-orm";
import { validate as isUuid } from "uuid";
import { EVENT_TYPES } from "@/db/constants";
import { readEventHorizon } from "@/db/event-order";
import { events } from "@/db/schema/callbacks";
import type { Grant } from "../api-tokens/grant";
import { inScope, numbersInScope, type ScopedContext } from "../conversations/scope";
import { env } from "../env";
import { AppError } from "../errors";
import { DAY_MS } from "../format/durations";
import { type Page, toPage } from "../http/cursor";
import { CLOCK_SLACK_MS, idsOfTime, timeOfId } from "../table/id-time";
import { eventBody } from "./present";
import type { EventResource } from "./resource-schema";
import type { EventPayload, ListEventsInput } from "./schema";

/** More events than are being published at the same moment. */
const AT_ONCE = 1_000;

/**
 * The place of the event with that id; null when nothing was recorded since. One that is not kept any more stands where it
 * stood, so that whoever read on to it is not turned away. Throws `invalid_cursor` when the token sees no such event.
 */
async function placeOf(ctx: ScopedContext, id: string): Promise<bigint | null> {
  const found = isUuid(id)
    ? await ctx.db
        .select({ seq: events.seq })
        .from(events)
        .where(and(inScope(ctx.grant, events.managedNumberId), eq(events.id, id)))
    : [];
  if (found[0]) return found[0].seq;
  const made = timeOfId(id);
  const keptFrom = Date.now() - env().EVENT_RETENTION_DAYS * DAY_MS;
  if (made && made.getTime() < keptFrom) return placeBefore(ctx, made);
  throw new AppError(
    "invalid_cursor",
    "This token sees no event with this id; a test callback's webhook-id is none. Give next_cursor or another webhook-id, or begin with from, a little before what you have last.",
  );
}

/**
 * A place before every event that was recorded since then; null when there is none. Publishers at the same moment may
 * draw their ids in another order than their places, so the first of many ids decides.
 */
export async function placeBefore(ctx: Pick<ScopedContext, "db">, from: Date): Promise<bigint | null> {
  const first = ctx.db
    .select({ seq: events.seq })
    .from(events)
    .where(gte(events.id, idsOfTime({ from }, CLOCK_SLACK_MS).from ?? ""))
    .orderBy(asc(events.id))
    .limit(AT_ONCE)
    .as("first");
  const [lowest] = await ctx.db.select({ seq: min(first.seq) }).from(first);
  return lowest?.seq == null ? null : BigInt(lowest.seq) - 1n;
}

type NextEvents = Pick<ListEventsInput, "type" | "limit">;

/** The ids of one event more than asked for: the next of each number and type, each by an index alone, merged. */
export function nextIds(
  { numberIds }: Pick<Grant, "numberIds">,
  { type, limit }: NextEvents,
  matches: SQL | undefined,
): SQL {
  const isAll = numberIds === null;
  const types = sql`unnest(${sql.param(type ? [type] : EVENT_TYPES)}::text[]) wanted (type)`;
  const seen = sql`unnest(${sql.param(numberIds)}::uuid[]) seen (number_id)`;
  const sources = isAll ? types : sql`${types} cross join ${seen}`;
  const scope = isAll ? sql`true` : sql`${events.managedNumberId} = seen.number_id`;
  // None is null, but only so ordered PostgreSQL is offered the index over all numbers.
  const order = isAll ? sql`${events.seq} nulls first` : sql`${events.seq}`;
  return sql`select page.id from ${sources} cross join lateral (
      select ${events.id} as id, ${events.seq} as seq from ${events}
      where ${and(scope, sql`${events.type} = wanted.type`, matches)}
      order by ${order} limit ${limit + 1}) page
    order by page.seq limit ${limit + 1}`;
}

/**
 * A page of the events of the numbers that the token sees, oldest first: those of one conversation in the order of its
 * callbacks. Whoever goes on from `next_cursor`, the last event's id, gets every event once, also those that were
 * committed after later ones. Throws `invalid_cursor`.
 */
export async function listEvents(ctx: ScopedContext, input: ListEventsInput): Promise<Page<EventResource>> {
  const { after, from, limit, managed_number_id } = input;
  const afterPlace = after ? await placeOf(ctx, after) : 0n;
  const fromPlace = from === null ? 0n : await placeBefore(ctx, from);
  if (afterPlace === null || fromPlace === null) return { data: [], next_cursor: null };
  const start = afterPlace > fromPlace ? afterPlace : fromPlace;
  const horizon = await readEventHorizon(ctx.db);
  const matches = and(
    sql`${events.seq} > ${start.toString()}::bigint and ${events.seq} <= ${horizon.toString()}::bigint`,
    from === null ? undefined : gte(events.createdAt, from),
  );
  const numberIds = numbersInScope(ctx.grant, managed_number_id);
  const rows = await ctx.db
    .select({ id: events.id, type: events.type, occurredAt: events.occurredAt, payload: events.payload })
    .from(events)
    .where(sql`${events.id} in (${nextIds({ numberIds }, input, matches)})`)
    .orderBy(asc(events.seq));
  const present = ({ id, payload, ...event }: (typeof rows)[number]): EventResource => ({
    id,
    ...JSON.parse(eventBody({ ...event, payload: JSON.parse(payload) as EventPayload }, ctx.grant)),
  });
  return toPage(rows, limit, present, ({ id }) => id);
}
