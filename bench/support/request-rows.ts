import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { ensureRequestPartitions } from "@/db/partitions";
import { DAY_MS } from "@/lib/format/durations";

/** Over how many days the calls are spread, the newest one a moment ago. */
const LOG_DAYS = 90;

/** What hardly ever occurs: in so many calls of a log, however large it is. */
export const RARE = {
  tokenId: "00000000-0000-4000-8000-00000000aaaa",
  supplierId: "00000000-0000-4000-8000-00000000bbbb",
  ip: "192.0.2.7",
  code: "uri_too_long",
  route: "/locations/{id}",
  calls: 20,
} as const;

/** What the many are made of; a token's and a supplier's id are the hash of their number. */
export const COMMON = {
  token: (n: number) => sql`md5(${`token${n}`}::text)::uuid`,
  supplier: (n: number) => sql`md5(${`supplier${n}`}::text)::uuid`,
  ip: "10.0.0.1",
} as const;

type IndexRow = { name: string; definition: string };

/** Removes the indexes of the log, and answers how they are made again: filling it is then several times faster. */
async function dropIndexes(db: Database): Promise<IndexRow[]> {
  const rows = await db.execute<IndexRow>(sql`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    join pg_class c on c.oid = i.indexrelid where i.indrelid = 'api_requests'::regclass and not i.indisprimary`);
  for (const { name } of rows) await db.execute(sql`drop index ${sql.identifier(name)}`);
  return [...rows];
}

/**
 * Fills the log with so many calls of 2,000 tokens of 40 suppliers from 5,000 addresses: 97 % served, 1 %
 * with unknown secrets, 2 % refused with many codes, 5xx in 0.02 %, and the rare ones spread evenly.
 */
export async function fillWithRequests(db: Database, count: number): Promise<void> {
  const now = new Date();
  await ensureRequestPartitions(db, new Date(now.getTime() - (LOG_DAYS + 1) * DAY_MS), now);
  const indexes = await dropIndexes(db);
  const every = Math.floor(count / RARE.calls);
  await db.execute(sql`
    insert into api_requests (id, started_at, duration_ms, method, route, path, query, status, code, token_id,
      supplier_id, secret_prefix, secret_hint, rows_returned, response_bytes, ip, user_agent)
    select uuidv7((i - ${count}::bigint) * (interval '1 day' * ${LOG_DAYS} / ${count}::bigint)),
      ${now.toISOString()}::timestamptz - (${count}::bigint - i) * (interval '1 day' * ${LOG_DAYS} / ${count}::bigint),
      (5 + 40 * a)::int, 'GET', route, '/api/v1' || route, 'limit=50', status, code,
      case when code in ('token_unknown', 'token_missing') then null
        when is_rare then ${RARE.tokenId}::uuid else md5('token' || token)::uuid end,
      case when code in ('token_unknown', 'token_missing') then null
        when is_rare then ${RARE.supplierId}::uuid else md5('supplier' || token % 40)::uuid end,
      case when code = 'token_unknown' then 'wtp_' || (1000 + token % 97) end, 'a8Kq', (50 * a)::int, 4000,
      case when is_rare then ${RARE.ip} else '10.0.' || token / 256 || '.' || token % 256 * 2 + (2 * b)::int end,
      'orders-sync/2.4 (+https://example.com/robots)'
    from (
      select i, a, b, is_rare, token,
        case when is_rare then ${RARE.route}
          else (array['/conversations', '/conversations/{id}', '/conversations/{id}/messages', '/messages/{id}',
            '/locations', '/token'])[1 + (6 * b * b)::int % 6] end as route,
        case when is_rare then 414 when r < 0.97 then 200 when r < 0.98 then 401 when r < 0.995 then 404
          when r < 0.9998 then 429 else 503 end as status,
        case when is_rare then ${RARE.code} when r < 0.97 then null when r < 0.978 then 'token_unknown'
          when r < 0.98 then 'token_missing' when r < 0.985 then 'not_found' when r < 0.995 then 'invalid_cursor'
          when r < 0.9998 then 'rate_limited' else 'unavailable' end as code
      from (select i, random() as r, random() as a, random() as b, (2000 * random() * random())::int % 2000 as token,
          i % ${every}::bigint = ${every}::bigint / 2 as is_rare
        from generate_series(1, ${count}::bigint) as i) as drawn) as made`);
  for (const { definition } of indexes) await db.execute(sql.raw(definition.replace(" ON ONLY ", " ON ")));
  await db.execute(sql`vacuum analyze api_requests`);
}
