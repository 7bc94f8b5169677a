import "server-only";
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/db/client";
import { once } from "@/db/registry";
import { rateLimits } from "@/db/schema/api-tokens";
import { Batcher } from "../batcher";
import { database } from "../database";
import { logger } from "../logger";

const WINDOW_SECONDS = 60;
const MAX_CALLS = 1000;

/** How a token stands in its running minute, the call that asked included. */
export type RateLimit = {
  limitPerMinute: number;
  remaining: number;
  /** Whole seconds, at least 1, after which the next minute begins. */
  resetSeconds: number;
  isExceeded: boolean;
};

/** Counts a call of a token and answers how the token stands; a call above the limit is refused by the caller. */
export type RateLimiter = (tokenId: string, limitPerMinute: number) => Promise<RateLimit>;

type Count = { key: string; points: number; expire: Date };
type Counting = { key: string; points: number; count: Count | null };

/**
 * Counts all calls by one statement, whose locks are taken in the order of the keys. A token's minute begins with the
 * first call after its last one ended, by the database's clock.
 */
async function countAll(db: Database, calls: Counting[]): Promise<void> {
  const sums = new Map<string, number>();
  for (const { key, points } of calls) sums.set(key, (sums.get(key) ?? 0) + points);
  const keys = [...sums.keys()].sort();
  const rows = await db.$client<{ key: string; points: number; leftMs: number }[]>`
    insert into rate_limits as counted (key, points, expire)
    select key, points, now() + ${WINDOW_SECONDS} * interval '1 second'
    from unnest(${keys}::text[], ${keys.map((key) => sums.get(key) ?? 0)}::int[]) as calls (key, points)
    on conflict (key) do update set
      points = excluded.points + case when counted.expire <= now() then 0 else counted.points end,
      expire = case when counted.expire <= now() then excluded.expire else counted.expire end
    returning key, points, (extract(epoch from expire - now()) * 1000)::float8 as "leftMs"`;
  const counted = new Map(rows.map((row) => [row.key, row]));
  const after = new Map(rows.map((row) => [row.key, row.points - (sums.get(row.key) ?? 0)]));
  for (const call of calls) {
    const points = (after.get(call.key) ?? 0) + call.points;
    after.set(call.key, points);
    const expire = new Date(Date.now() + (counted.get(call.key)?.leftMs ?? 0));
    call.count = { key: call.key, points, expire };
  }
}

/**
 * The library's limiter, counting calls that arrive together by one statement: one of its own per call costs the API
 * a third of its speed. A token that has used up its minute is refused from memory and costs no statement.
 */
class GroupedLimiter extends RateLimiterDrizzle {
  readonly #batcher: Batcher<Counting>;

  constructor(db: Database, batcher: Batcher<Counting>, limitPerMinute: number) {
    const options = { points: limitPerMinute, duration: WINDOW_SECONDS, keyPrefix: "" };
    super({
      ...options,
      storeClient: db,
      schema: rateLimits,
      inMemoryBlockOnConsumed: limitPerMinute,
      clearExpiredByTimeout: false,
      insuranceLimiter: new RateLimiterMemory(options),
    });
    this.#batcher = batcher;
  }

  /** What the library's limiters differ in: adds points to a key and answers its row. */
  async _upsert(key: string, points: number): Promise<Count | null> {
    const call: Counting = { key, points, count: null };
    await this.#batcher.add(call);
    return call.count;
  }
}

function standing(limitPerMinute: number, result: RateLimiterRes, isExceeded: boolean): RateLimit {
  return {
    limitPerMinute,
    remaining: isExceeded ? 0 : result.remainingPoints,
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
    isExceeded,
  };
}

/**
 * A limiter of its own over `db`; the process has one, see `countCall`. All that share a database count together, and
 * a changed limit holds from the next call on. When calls cannot be counted there, which is logged as an error, each
 * process counts its own: the API neither opens nor closes, it lets through at most the limit times the processes.
 */
export function createRateLimiter(db: Database): RateLimiter {
  const batcher = new Batcher<Counting>({
    flush: async (calls) => {
      try {
        await countAll(db, calls);
      } catch (error) {
        logger().error({ err: error }, "calls not counted in the database, each process limits its own");
        throw error;
      }
    },
    maxItems: MAX_CALLS,
    maxFlushes: 1,
  });
  const limiters = new Map<number, GroupedLimiter>();
  const limiterOf = (limitPerMinute: number) => {
    const limiter = limiters.get(limitPerMinute) ?? new GroupedLimiter(db, batcher, limitPerMinute);
    limiters.set(limitPerMinute, limiter);
    return limiter;
  };
  return async (tokenId, limitPerMinute) => {
    try {
      return standing(limitPerMinute, await limiterOf(limitPerMinute).consume(tokenId), false);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return standing(limitPerMinute, refusal, true);
    }
  };
}

/** Counts a call of a token in the limiter of this process. */
export const countCall: RateLimiter = (tokenId, limitPerMinute) =>
  once("rate-limiter", () => createRateLimiter(database()))(tokenId, limitPerMinute);

/** The headers of draft-ietf-httpapi-ratelimit-headers-10: the quota of a minute, and what is left of it. */
export function rateLimitHeaders(limit: RateLimit): Record<string, string> {
  return {
    "ratelimit-policy": `"minute";q=${limit.limitPerMinute};w=${WINDOW_SECONDS}`,
    ratelimit: `"minute";r=${limit.remaining};t=${limit.resetSeconds}`,
  };
}
