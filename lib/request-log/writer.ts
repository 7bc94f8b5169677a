import "server-only";
import type { Database } from "@/db/client";
import { sqlState } from "@/db/errors";
import { ensureRequestPartitions } from "@/db/partitions";
import { once } from "@/db/registry";
import { Batcher } from "../batcher";
import { database } from "../database";

/** One row of the request log. Texts are storable and cut to size by who makes the row. */
export type RequestRow = {
  id: string;
  startedAt: Date;
  durationMs: number;
  method: string;
  route: string | null;
  path: string;
  query: string | null;
  status: number;
  code: string | null;
  missingPermission: string | null;
  tokenId: string | null;
  supplierId: string | null;
  secretPrefix: string | null;
  rowsReturned: number | null;
  responseBytes: number | null;
  ip: string | null;
  userAgent: string | null;
};

const MAX_ROWS = 500;
const MAX_FLUSHES = 2;

/**
 * Inserts the rows by one statement of constant shape, and moves `last_used_at` of the tokens that were served, at
 * most once per 30 seconds and token.
 */
async function insertRows(db: Database, rows: RequestRow[]): Promise<void> {
  const column = <K extends keyof RequestRow>(key: K) => rows.map((row) => row[key]);
  const instants = rows.map((row) => row.startedAt.toISOString());
  await db.$client`
    with logged as (
      insert into api_requests (id, started_at, duration_ms, method, route, path, query, status, code,
        missing_permission, token_id, supplier_id, secret_prefix, rows_returned, response_bytes, ip, user_agent)
      select * from unnest(
        ${column("id")}::uuid[], ${instants}::text[]::timestamptz[], ${column("durationMs")}::int[],
        ${column("method")}::text[], ${column("route")}::text[], ${column("path")}::text[],
        ${column("query")}::text[], ${column("status")}::int[], ${column("code")}::text[],
        ${column("missingPermission")}::text[], ${column("tokenId")}::uuid[], ${column("supplierId")}::uuid[],
        ${column("secretPrefix")}::text[], ${column("rowsReturned")}::int[], ${column("responseBytes")}::int[],
        ${column("ip")}::text[], ${column("userAgent")}::text[])
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
}

const NO_PARTITION = "23514";

/** Inserts the rows; where their month has no partition yet, which the worker makes ahead, it is made now. */
async function insertIntoMonth(db: Database, rows: RequestRow[]): Promise<void> {
  try {
    await insertRows(db, rows);
  } catch (error) {
    if (sqlState(error) !== NO_PARTITION) throw error;
    const times = rows.map((row) => row.startedAt.getTime());
    await ensureRequestPartitions(db, new Date(Math.min(...times)), new Date(Math.max(...times)));
    await insertRows(db, rows);
  }
}

/** A writer of its own over `db`; the process has one, see `recordRequest`. */
export function createRequestLog(db: Database): Batcher<RequestRow> {
  return new Batcher({
    flush: (rows) => insertIntoMonth(db, rows),
    maxItems: MAX_ROWS,
    maxFlushes: MAX_FLUSHES,
  });
}

/** Resolves when the row is committed. Requests that end together share one insert (group commit). */
export function recordRequest(row: RequestRow): Promise<void> {
  return once("request-log", () => createRequestLog(database())).add(row);
}
