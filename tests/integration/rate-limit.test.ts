import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens, rateLimits } from "@/db/schema/api-tokens";
import { createRateLimiter } from "@/lib/api-tokens/rate-limit";
import { runMaintenance } from "@/lib/jobs/maintenance";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken, callApi } from "../support/api-data";

const PATH = "/api/v1/token";
const PAST = new Date("2021-01-01T00:00:00Z");
const LIMIT = 5;

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db, { rateLimitPerMinute: LIMIT });
});

const call = (path = PATH, method = "GET", { secret } = token) => callApi(world.db, path, secret, { method });

async function countOf(tokenId = token.id): Promise<number | null> {
  const [row] = await world.db.select().from(rateLimits).where(eq(rateLimits.key, tokenId));
  return row?.points ?? null;
}

/** Ends the running minute of the token in the database. */
async function endMinute(): Promise<void> {
  await world.db.update(rateLimits).set({ expire: sql`now()` }).where(eq(rateLimits.key, token.id));
}

describe("a call of a token", () => {
  test("is served up to the limit, and told how it stands", async () => {
    for (let left = LIMIT - 1; left >= 0; left--) {
      const { status, headers } = await call();
      expect([status, headers.get("ratelimit-policy")]).toEqual([200, `"minute";q=${LIMIT};w=60`]);
      expect(headers.get("ratelimit")).toMatch(new RegExp(`^"minute";r=${left};t=([1-9]|[1-5]\\d|60)$`));
      expect(headers.get("retry-after")).toBeNull();
    }
    expect((await call()).status).toBe(429);
  });

  test("above the limit is a logged 429 that says when to come back", async () => {
    for (let times = 0; times < LIMIT; times++) await call();
    const answer = await call();
    const seconds = Number(answer.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(answer.headers.get("ratelimit")).toBe(`"minute";r=0;t=${seconds}`);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body()).toMatchObject({ status: 429, code: "rate_limited", request_id: answer.row?.id });
    expect(answer.row).toMatchObject({
      status: 429,
      code: "rate_limited",
      tokenId: token.id,
      supplierId: token.supplierId,
      secretHint: token.secret.slice(-4),
      route: "/token",
      rowsReturned: null,
    });
  });

  test("counts whatever it asks for, and another token's do not", async () => {
    const other = await addToken(world.db, { rateLimitPerMinute: LIMIT });
    const asked = [await call("/api/v1/nothing"), await call(PATH, "POST"), await call(PATH, "OPTIONS")];
    expect(asked.map(({ status }) => status)).toEqual([404, 405, 204]);
    expect(asked.every(({ headers }) => headers.has("ratelimit"))).toBe(true);
    expect(await countOf()).toBe(3);
    for (let times = 0; times < LIMIT; times++) await call();
    expect((await call("/api/v1/nothing")).status).toBe(429);
    expect((await call(PATH, "GET", other)).status).toBe(200);
  });

  test("is refused for its rate before its permission and its input", async () => {
    const bare = await addToken(world.db, { rateLimitPerMinute: 1, permissions: [] });
    expect((await call("/api/v1/conversations?x=1", "GET", bare)).status).toBe(403);
    expect((await call("/api/v1/conversations?x=1", "GET", bare)).status).toBe(429);
  });

  test.each([
    ["a paused token", 401, { pausedAt: PAST }],
    ["another address", 403, { allowedIps: ["203.0.113.0/24"] }],
  ])("that is refused before is not counted: %s", async (_what, status, settings) => {
    const refused = await addToken(world.db, { rateLimitPerMinute: 1, ...settings });
    for (let times = 0; times < 3; times++) {
      const answer = await call(PATH, "GET", refused);
      expect([answer.status, answer.headers.has("ratelimit")]).toEqual([status, false]);
    }
    expect(await countOf(refused.id)).toBeNull();
  });

  test("many at once: exactly the limit is served, and each has its row", async () => {
    const busy = await addToken(world.db, { rateLimitPerMinute: 20 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => call(PATH, "GET", busy)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
    expect(await world.db.$count(apiRequests, eq(apiRequests.tokenId, busy.id))).toBe(60);
  });

  test("a raised limit holds at once, a lowered one too", async () => {
    const limitTo = (rateLimitPerMinute: number) =>
      world.db.update(apiTokens).set({ rateLimitPerMinute }).where(eq(apiTokens.id, token.id));
    for (let times = 0; times < LIMIT + 1; times++) await call();
    await limitTo(100);
    expect((await call()).status).toBe(200);
    await limitTo(3);
    expect((await call()).status).toBe(429);
  });
});

describe("createRateLimiter", () => {
  const replicas = () => [createRateLimiter(world.db), createRateLimiter(world.db)] as const;

  test("replicas that share a database count together, exactly", async () => {
    const both = replicas();
    const asks = Array.from({ length: 200 }, (_, i) => both[i % 2 === 0 ? 0 : 1](token.id, 50));
    const passed = (await Promise.all(asks)).filter(({ isExceeded }) => !isExceeded);
    expect(passed).toHaveLength(50);
    expect(passed.map(({ remaining }) => remaining).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });

  test("many tokens on two replicas at once do not hold each other up", async () => {
    const both = replicas();
    const keys = Array.from({ length: 30 }, (_, i) => `key ${i}`);
    const asks = Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? keys : keys.toReversed()).map((key) => both[i % 2 === 0 ? 0 : 1](key, 10)),
    );
    const answers = await Promise.all(asks.flat());
    expect(answers.filter(({ isExceeded }) => isExceeded)).toEqual([]);
    expect(answers.filter(({ remaining }) => remaining === 0)).toHaveLength(30);
  });

  test("a minute begins anew when it is over by the database's clock", async () => {
    const [one, other] = replicas();
    for (let times = 0; times < LIMIT; times++) await one(token.id, LIMIT);
    expect((await other(token.id, LIMIT)).isExceeded).toBe(true);
    await endMinute();
    const [third] = replicas();
    expect(await third(token.id, LIMIT)).toMatchObject({
      isExceeded: false,
      remaining: LIMIT - 1,
      resetSeconds: 60,
    });
  });

  test("a flood costs no writes: what is refused is refused from memory", async () => {
    const [limiter] = replicas();
    for (let times = 0; times < LIMIT + 20; times++) await limiter(token.id, LIMIT);
    expect(await countOf()).toBe(LIMIT);
  });

  test("when calls cannot be counted together, each process limits its own", async () => {
    await world.db.execute(sql`alter table rate_limits rename to rate_limits_gone`);
    try {
      for (const limiter of replicas()) {
        const answers = await Promise.all(Array.from({ length: LIMIT + 3 }, () => limiter(token.id, LIMIT)));
        expect(answers.filter(({ isExceeded }) => !isExceeded)).toHaveLength(LIMIT);
      }
      expect((await call()).status).toBe(200);
    } finally {
      await world.db.execute(sql`alter table rate_limits_gone rename to rate_limits`);
    }
    expect((await replicas()[0](token.id, LIMIT)).remaining).toBe(LIMIT - 1);
  });
});

test("the upkeep removes the minutes that are over, and no other", async () => {
  const running = await addToken(world.db);
  await call();
  await call(PATH, "GET", running);
  await endMinute();
  const faults: unknown[] = [];
  await runMaintenance(world.db, {
    now: new Date(),
    retentionDays: 90,
    eventRetentionDays: 30,
    signal: new AbortController().signal,
    onFault: (fault) => faults.push(fault),
  });
  expect([faults, await countOf(), await countOf(running.id)]).toEqual([[], null, 1]);
});
