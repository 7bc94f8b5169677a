import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { EventType } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { type Grant, grantOf } from "../api-tokens/grant";
import { getToken } from "../api-tokens/queries";
import { signingSecrets, tokenIsUsable } from "../api-tokens/state";
import type { Context } from "../context";
import { AppError, notFound } from "../errors";
import type { EventPayload } from "../events/schema";
import { type ExampleEvent, exampleEvent } from "./example-events";
import type { OneCallbackInput } from "./schema";

type EventRow = { occurredAt: string; payload: string };

/** The newest event of a type that a token sees; null when there is none. */
async function findNewestEvent(
  ctx: Context,
  { numberIds }: Grant,
  type: EventType,
): Promise<ExampleEvent | null> {
  const newest = sql`select occurred_at::text as "occurredAt", payload, seq from events where type = ${type}`;
  // Each by an index alone; the order with its nulls is that of the index over all numbers.
  const rows = await ctx.db.execute<EventRow>(
    numberIds === null
      ? sql`${newest} order by seq desc nulls last limit 1`
      : sql`select newest.* from unnest(${sql.param(numberIds)}::uuid[]) seen (number_id)
          cross join lateral (${newest} and managed_number_id = seen.number_id order by seq desc limit 1) newest
          order by newest.seq desc limit 1`,
  );
  const [row] = rows;
  if (!row) return null;
  return { type, occurredAt: new Date(row.occurredAt), payload: JSON.parse(row.payload) as EventPayload };
}

/** The saved endpoint of one event type, with what signs for it. Throws `not_found`, `invalid_input` without an endpoint. */
async function getTarget(ctx: Context, { tokenId, eventType }: OneCallbackInput) {
  const [row] = await ctx.db
    .select({
      name: apiTokens.name,
      url: callbacks.url,
      isUsable: tokenIsUsable,
      signingSecrets,
    })
    .from(apiTokens)
    .leftJoin(callbacks, and(eq(callbacks.tokenId, apiTokens.id), eq(callbacks.eventType, eventType)))
    .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.deletedAt)));
  if (!row) throw notFound("This token");
  if (!row.url) throw new AppError("invalid_input", "Save an endpoint first; the test is sent there.");
  return { ...row, url: row.url };
}

/**
 * What a test of a callback sends where: the newest event that the token sees, or the documented example when there is
 * none or the token is not usable, which gets no data. Throws `not_found`, `invalid_input` without an endpoint.
 */
export async function getTestEvent(ctx: Context, input: OneCallbackInput) {
  const { isUsable, ...target } = await getTarget(ctx, input);
  const grant = grantOf(await getToken(ctx, input.tokenId));
  const newest = isUsable ? await findNewestEvent(ctx, grant, input.eventType) : null;
  return {
    ...target,
    grant,
    event: newest ?? exampleEvent(input.eventType),
    isExample: newest === null,
  };
}
