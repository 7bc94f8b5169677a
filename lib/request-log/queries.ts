import "server-only";
import { and, sql } from "drizzle-orm";
import { z } from "zod";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "../context";
import { type KeysetStep, keyset } from "../table/keyset";
import type { KeysetQuery } from "../table/keyset-params";
import { type RequestCondition, requestCondition } from "./conditions";
import type { NewCalls } from "./live";
import type { RequestFilters, RequestLogPage, RequestLogRow } from "./schema";

/** So many calls are looked at for a page; where too few of them match, the page says how far it got. */
export const SEARCHED_CALLS = 10_000;

const newestFirst = keyset({
  kind: "api_requests",
  position: z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]),
  key: [apiRequests.startedAt, apiRequests.id],
  values: ([micros, id]) => [
    sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`,
    sql`${id}::uuid`,
  ],
});

/** Microseconds since the epoch: a `Date` would lose the last three digits that the order rests on. */
const startedAtMicros = sql<string>`(extract(epoch from ${apiRequests.startedAt}) * 1000000)::bigint::text`;

const columns = {
  id: apiRequests.id,
  startedAt: apiRequests.startedAt,
  micros: startedAtMicros,
  durationMs: apiRequests.durationMs,
  method: apiRequests.method,
  route: apiRequests.route,
  path: apiRequests.path,
  query: apiRequests.query,
  status: apiRequests.status,
  code: apiRequests.code,
  missingPermission: apiRequests.missingPermission,
  detail: apiRequests.detail,
  tokenId: apiRequests.tokenId,
  // Asked for by row, of the few rows that are shown: a join might be made with all.
  tokenName: sql<string | null>`(select t.name from api_tokens t where t.id = "api_requests"."token_id")`,
  supplierId: apiRequests.supplierId,
  supplierName: sql<
    string | null
  >`(select s.name from suppliers s where s.id = "api_requests"."supplier_id")`,
  secretPrefix: apiRequests.secretPrefix,
  secretHint: apiRequests.secretHint,
  rowsReturned: apiRequests.rowsReturned,
  responseBytes: apiRequests.responseBytes,
  streamState: apiRequests.streamState,
  ip: apiRequests.ip,
  userAgent: apiRequests.userAgent,
};

type Found = RequestLogRow & { micros: string };

/** The rows of a step: read in the order of one index, at most so many, and of these those that match the rest. */
async function findRows(ctx: Context, where: RequestCondition, step: KeysetStep): Promise<Found[]> {
  const { narrow, rest } = where;
  // Under the table's own name, which conditions and order name.
  const looked = ctx.db
    .select()
    .from(apiRequests)
    .where(and(narrow, step.beyond))
    .orderBy(...step.orderBy)
    .limit(rest ? Math.max(SEARCHED_CALLS, step.limit) : step.limit)
    .as("api_requests");
  return ctx.db
    .select(columns)
    .from(looked)
    .where(rest)
    .orderBy(...step.orderBy)
    .limit(step.limit);
}

/** Where the search for a step's rows was broken off; null when it looked at all there are. */
async function findStop(ctx: Context, { narrow }: RequestCondition, step: KeysetStep) {
  const [last] = await ctx.db
    .select({ startedAt: apiRequests.startedAt, micros: startedAtMicros, id: apiRequests.id })
    .from(apiRequests)
    .where(and(narrow, step.beyond))
    .orderBy(...step.orderBy)
    .offset(Math.max(SEARCHED_CALLS, step.limit) - 1)
    .limit(1);
  return last ?? null;
}

/** One page of the calls under such a condition, newest first; who may read them is the caller's to say. */
export async function listRequestPage(
  ctx: Context,
  where: RequestCondition,
  query: KeysetQuery,
): Promise<RequestLogPage> {
  const step = newestFirst.step(query);
  const found = await findRows(ctx, where, step);
  const stop = where.rest && found.length < step.limit ? await findStop(ctx, where, step) : null;
  const position = ({ micros, id }: Pick<Found, "micros" | "id">): [string, string] => [micros, id];
  const page = newestFirst.page(query, found, position, stop && position(stop));
  return {
    ...page,
    rows: page.rows.map(({ micros, ...row }) => row),
    searchedTo: stop?.startedAt ?? null,
  };
}

/**
 * One page of the calls that the filters ask for, newest first: the newest rows, or those beyond a cursor, `after`
 * towards older ones and `before` towards newer ones. What it costs is bounded: where calls are rare among those that
 * an index has, it may hold fewer than asked for and say how far it searched. Throws `invalid_cursor`.
 */
export async function listRequests(
  ctx: Context,
  { filters, ...query }: KeysetQuery & { filters: RequestFilters },
): Promise<RequestLogPage> {
  return listRequestPage(ctx, requestCondition(ctx, filters), query);
}

const NEW_CALLS = 100;

/** The newest calls that began since then, at most 100, of those that the filters ask for. */
export async function listNewRequests(
  ctx: Context,
  { since, ...filters }: RequestFilters & { since: Date },
): Promise<NewCalls> {
  const from = filters.from && filters.from > since ? filters.from : since;
  const page = await listRequests(ctx, { filters: { ...filters, from }, size: NEW_CALLS });
  return { rows: page.rows, hasMore: page.after !== null };
}

/** One call; null when it is not there, not of that token, or with an unknown secret and not for the reader's eyes. */
export async function findRequest(
  ctx: Context,
  { tokenId, id }: { tokenId?: string; id: string },
): Promise<RequestLogRow | null> {
  const page = await listRequests(ctx, { filters: { id, tokenId }, size: 1 });
  return page.rows[0] ?? null;
}
