import "server-only";
import ipaddr from "ipaddr.js";
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/db/client";
import { once } from "@/db/registry";
import { rateLimits } from "@/db/schema/api-tokens";
import { Batcher } from "../batcher";
import { database } from "../database";
import { env } from "../env";
import { logger } from "../logger";

const WINDOW_SECONDS = 60;
const MAX_CALLS = 1000;

/** How a caller stands in the running minute, the call that asked included. */
export type RateLimit = {
  limitPerMinute: number;
  remaining: number;
  /** Whole seconds, at least 1, after which the next minute begins. */
  resetSeconds: number;
  isExceeded: boolean;
};

/** Counts a call under a key, a token's id or `unknownSecretKey`, and answers how it stands; refusing is the caller's. */
export type RateLimiter = (key: string, limitPerMinute: number) => Promise<RateLimit>;

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
    from unnest((select ${keys}::text[]), (select ${keys.map((key) => sums.get(key) ?? 0)}::int[])) as calls (key, points)
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

/** A limiter that keeps one counter per limit: a caller whose limit was changed is counted by it from the next call on. */
function countingBy(
  createCounter: (limitPerMinute: number) => RateLimiterMemory | GroupedLimiter,
): RateLimiter {
  const counters = new Map<number, RateLimiterMemory | GroupedLimiter>();
  return async (key, limitPerMinute) => {
    const counter = counters.get(limitPerMinute) ?? createCounter(limitPerMinute);
    counters.set(limitPerMinute, counter);
    try {
      return standing(limitPerMinute, await counter.consume(key), false);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return standing(limitPerMinute, refusal, true);
    }
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
  });
  return countingBy((limitPerMinute) => new GroupedLimiter(db, batcher, limitPerMinute));
}

/** A limiter that counts in the memory of this process alone: without a statement, and for one process only. */
export function createProcessRateLimiter(): RateLimiter {
  return countingBy(
    (limitPerMinute) =>
      new RateLimiterMemory({ points: limitPerMinute, duration: WINDOW_SECONDS, keyPrefix: "" }),
  );
}

/** Counts a call in the limiter of this process, which shares its counts with the others unless set otherwise. */
export const countCall: RateLimiter = (key, limitPerMinute) =>
  once("rate-limiter", () =>
    env().RATE_LIMITS === "shared" ? createRateLimiter(database()) : createProcessRateLimiter(),
  )(key, limitPerMinute);

const IPV6_PREFIX_BITS = 64;

/**
 * The key under which callers are counted who have no known token that may be used from there: their address, of IPv6 the network of a household; one
 * for all whose address is not known.
 */
export function unknownSecretKey(ip: string | null): string {
  if (ip === null) return "ip:";
  if (!ipaddr.isValid(ip)) return `ip:${ip}`;
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return `ip:${address}`;
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_PREFIX_BITS}`);
  return `ip:${network}/${IPV6_PREFIX_BITS}`;
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-10: the quota of a minute, and what is left of it. */
export function rateLimitHeaders(limit: RateLimit): Record<string, string> {
  return {
    "ratelimit-policy": `"minute";q=${limit.limitPerMinute};w=${WINDOW_SECONDS}`,
    ratelimit: `"minute";r=${limit.remaining};t=${limit.resetSeconds}`,
  };
}
