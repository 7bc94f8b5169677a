import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import type { ISql } from "postgres";
import type { Database } from "@/db/client";
import type { StreamState } from "@/db/constants";
import { sqlState } from "@/db/errors";
import { ensureRequestPartitions } from "@/db/partitions";
import { once } from "@/db/registry";
import { apiRequests } from "@/db/schema/api-requests";
import { Batcher } from "../batcher";
import { database } from "../database";
import { observeLogBatch } from "../metrics/observe";
import type { RequestLogRow } from "./schema";

/** One row of the request log. Texts are storable and cut to size by who makes the row. */
export type RequestRow = Omit<RequestLogRow, "tokenName" | "supplierName"> & {
  /** Not logged: the hash of the new secret whose served call ends the overlap with the old one; null for any other. */
  endsOverlapAs: string | null;
};

type RequestLog = {
  /** Resolves when the row is committed, and with it the end of the overlap that it ends. */
  add: (row: RequestRow) => Promise<void>;
};

const MAX_ROWS = 500;

/** The columns of a row in their table, and the type of each. */
const COLUMNS = [
  ["id", "id", "uuid"],
  ["startedAt", "started_at", "timestamptz"],
  ["durationMs", "duration_ms", "int"],
  ["method", "method", "text"],
  ["route", "route", "text"],
  ["path", "path", "text"],
  ["query", "query", "text"],
  ["status", "status", "int"],
  ["code", "code", "text"],
  ["missingPermission", "missing_permission", "text"],
  ["detail", "detail", "text"],
  ["tokenId", "token_id", "uuid"],
  ["supplierId", "supplier_id", "uuid"],
  ["secretPrefix", "secret_prefix", "text"],
  ["secretHint", "secret_hint", "text"],
  ["rowsReturned", "rows_returned", "int"],
  ["responseBytes", "response_bytes", "bigint"],
  ["streamState", "stream_state", "text"],
  ["ip", "ip", "text"],
  ["userAgent", "user_agent", "text"],
] as const satisfies readonly (readonly [keyof RequestRow, string, string])[];

/**
 * One statement of constant text for any number of rows, which also moves `last_used_at` of the tokens that were
 * served, at most once per 30 seconds and token.
 */
const INSERT = `
  with logged as (
    insert into api_requests (${COLUMNS.map(([, column]) => column).join(", ")})
    select * from unnest(
      -- Each as a query of its own, so that the plan does not depend on how many there are and is made once.
      ${COLUMNS.map(([, , type], i) => `(select $${i + 1}::text[]::${type}[])`).join(", ")})
    returning token_id, started_at, method, status),
  used as (
    select token_id, max(started_at) as at from logged
    where token_id is not null and status < 400 and method in ('GET', 'HEAD') group by token_id),
  -- A row that somebody else holds is left for the next time: no answer waits for an admin's change.
  free as (
    select id from api_tokens
    where id in (select token_id from used)
      and (last_used_at is null or last_used_at < now() - interval '30 seconds')
    for no key update skip locked)
  update api_tokens t set last_used_at = used.at from used join free on free.id = used.token_id
  where t.id = free.id`;

async function insertRows(sql: ISql, rows: RequestRow[]): Promise<void> {
  const written = (value: RequestRow[keyof RequestRow]) =>
    value instanceof Date ? value.toISOString() : value;
  const columns = COLUMNS.map(([key]) => rows.map((row) => written(row[key])));
  await sql.unsafe(INSERT, columns, { prepare: true });
}

/**
 * Ends the overlaps whose new secret was served. The hash tells the rotation: after a further one, whose old secret
 * this is, there is nothing to end.
 */
async function endOverlaps(sql: ISql, rows: RequestRow[]): Promise<void> {
  const ids = rows.map((row) => row.tokenId);
  const hashes = rows.map((row) => row.endsOverlapAs);
  await sql`
    with ended as (
      select t.id from api_tokens t
      where (t.id, t.secret_hash) in (select * from unnest(${ids}::uuid[], ${hashes}::text[]))
        and t.previous_secret_until > now()
      order by t.id for no key update)
    update api_tokens t set previous_secret_until = least(t.previous_secret_until, now())
    from ended where t.id = ended.id`;
}

/** Locks are taken in the order of the ids and before any other, so that two writers cannot hold each other up. */
async function endAndInsert(db: Database, rows: RequestRow[]): Promise<void> {
  await db.$client.begin(async (sql) => {
    await endOverlaps(sql, rows);
    await insertRows(sql, rows);
  });
}

const NO_PARTITION = "23514";

type Insert = (rows: RequestRow[]) => Promise<void>;

/** Inserts the rows; where their month has no partition yet, which the worker makes ahead, it is made now. */
async function insertIntoMonth(db: Database, rows: RequestRow[], insert: Insert): Promise<void> {
  try {
    await insert(rows);
  } catch (error) {
    if (sqlState(error) !== NO_PARTITION) throw error;
    const times = rows.map((row) => row.startedAt.getTime());
    await ensureRequestPartitions(db, new Date(Math.min(...times)), new Date(Math.max(...times)));
    await insert(rows);
  }
}

/**
 * A writer of its own over `db`; the process has one, see `recordRequest`. Calls that end an overlap go another way
 * than all others: they wait for the token's row, which an admin may hold, or the old secret would be served after
 * the answer has left. Nobody else's answer waits with them, and without a rotation nothing of it is asked.
 */
export function createRequestLog(db: Database): RequestLog {
  const plain = new Batcher<RequestRow>({
    flush: (rows) =>
      observeLogBatch(rows.length, () => insertIntoMonth(db, rows, (all) => insertRows(db.$client, all))),
    maxItems: MAX_ROWS,
  });
  const ending = new Batcher<RequestRow>({
    flush: (rows) =>
      observeLogBatch(rows.length, () => insertIntoMonth(db, rows, (all) => endAndInsert(db, all))),
    maxItems: MAX_ROWS,
  });
  return { add: (row) => (row.endsOverlapAs === null ? plain : ending).add(row) };
}

/** Resolves when the row is committed. Requests that end together share one insert (group commit). */
export function recordRequest(row: RequestRow): Promise<void> {
  return once("request-log", () => createRequestLog(database())).add(row);
}

/** How a streamed answer ended. */
type RequestEnd = {
  durationMs: number;
  rows: number;
  bytes: number;
  state: Exclude<StreamState, "streaming">;
};

/** Completes the row of a streamed answer by how it ended; resolves when that is committed. */
export async function completeRequest(
  row: Pick<RequestRow, "id" | "startedAt">,
  end: RequestEnd,
): Promise<void> {
  await database()
    .update(apiRequests)
    .set({
      durationMs: end.durationMs,
      rowsReturned: end.rows,
      responseBytes: end.bytes,
      streamState: end.state,
    })
    .where(and(eq(apiRequests.startedAt, row.startedAt), eq(apiRequests.id, row.id)));
}

/**
 * Marks the streamed answers as cut off that did not end within a day: their process died, so how much of them went out
 * stays unknown. One that does end later is completed all the same.
 */
export async function cutOffLostStreams(db: Database): Promise<void> {
  await db
    .update(apiRequests)
    .set({ streamState: "cut_off" })
    .where(
      and(
        // Written into the statement, or no plan that is kept could use the index of these few.
        sql`${apiRequests.streamState} = 'streaming'`,
        lt(apiRequests.startedAt, sql`now() - interval '1 day'`),
      ),
    );
}
