import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { rateLimits } from "@/db/schema/api-tokens";
import { createProcessRateLimiter, unknownSecretKey } from "@/lib/api-tokens/rate-limit";
import { createSecret } from "@/lib/api-tokens/secret";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken, callApi } from "../support/api-data";

const PATH = "/api/v1/token";
const LIMIT = 4;

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld({
    TRUSTED_PROXY_HOPS: "1",
    UNKNOWN_TOKEN_LIMIT_PER_MINUTE: String(LIMIT),
  });
});

afterAll(() => world.close());

const callFrom = (ip: string, secret?: string) =>
  callApi(world.db, PATH, secret, { headers: { "x-forwarded-for": ip } });

async function statusesFrom(ip: string, secrets: (string | undefined)[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const secret of secrets) statuses.push((await callFrom(ip, secret)).status);
  return statuses;
}

const strange = () => createSecret();

test("an address may try so many unknown secrets a minute, with a row for each call", async () => {
  const ip = "203.0.113.1";
  expect(await statusesFrom(ip, [strange(), "nonsense", undefined, strange()])).toEqual([401, 401, 401, 401]);
  const refused = await callFrom(ip, strange());
  expect([refused.status, refused.headers.has("ratelimit")]).toEqual([429, false]);
  expect(refused.headers.get("retry-after")).toMatch(/^([1-9]|[1-5]\d|60)$/);
  expect(refused.body()).toMatchObject({ code: "rate_limited" });
  expect(refused.row).toMatchObject({
    status: 429,
    tokenId: null,
    ip,
    secretPrefix: expect.stringMatching(/^wtp_\w{4}$/),
  });
  expect(await world.db.$count(apiRequests, eq(apiRequests.ip, ip))).toBe(LIMIT + 1);
});

test("a known token is served from there all the same, and so are other addresses", async () => {
  const ip = "203.0.113.2";
  const token = await addToken(world.db);
  await statusesFrom(ip, Array.from({ length: LIMIT + 2 }, strange));
  expect(await statusesFrom(ip, [token.secret, strange()])).toEqual([200, 429]);
  expect(await statusesFrom("203.0.113.3", [strange()])).toEqual([401]);
});

test("the owner of an expired token is told so however often he asks", async () => {
  const expired = await addToken(world.db, { expiresAt: new Date("2021-01-01T00:00:00Z") });
  const ip = "203.0.113.4";
  const statuses = await statusesFrom(
    ip,
    Array.from({ length: 3 * LIMIT }, () => expired.secret),
  );
  expect(new Set(statuses)).toEqual(new Set([401]));
  const key = unknownSecretKey(ip);
  expect(await world.db.select().from(rateLimits).where(eq(rateLimits.key, key))).toEqual([]);
});

test("a known token is limited where it may not be used, and not where it may", async () => {
  const stolen = await addToken(world.db, { allowedIps: ["198.51.100.0/24"] });
  const ip = "203.0.113.6";
  const secrets = Array.from({ length: LIMIT }, () => stolen.secret);
  expect(await statusesFrom(ip, secrets)).toEqual([403, 403, 403, 403]);
  const refused = await callFrom(ip, stolen.secret);
  expect([refused.status, refused.headers.has("ratelimit")]).toEqual([429, false]);
  expect(refused.body()).toMatchObject({ code: "rate_limited" });
  expect(refused.row).toMatchObject({ status: 429, code: "rate_limited", tokenId: stolen.id, ip });
  const { secret } = await addToken(world.db);
  expect(await statusesFrom(ip, [strange(), secret])).toEqual([429, 200]);
  expect((await callFrom("198.51.100.7", stolen.secret)).status).toBe(200);
});

test("an address without a token may read the public description as often, and with one as often as that may call", async () => {
  const token = await addToken(world.db);
  const expired = await addToken(world.db, { expiresAt: new Date("2021-01-01T00:00:00Z") });
  const read = async (secret?: string) => {
    const headers = { "x-forwarded-for": "203.0.113.5" };
    return callApi(world.db, "/api/v1/openapi.json", secret, { headers });
  };
  for (let i = 0; i < LIMIT; i++) expect((await read()).status).toBe(200);
  const refused = await read();
  expect([refused.status, refused.body().code]).toEqual([429, "rate_limited"]);
  expect(refused.row).toMatchObject({ route: "/openapi.json", code: "rate_limited", tokenId: null });
  for (let i = 0; i <= LIMIT; i++) {
    expect((await read(token.secret)).status).toBe(200);
    expect((await read(expired.secret)).status).toBe(200);
  }
});

test("an IPv6 caller is counted with the network of his household", async () => {
  const statuses: number[] = [];
  for (let i = 1; i <= LIMIT + 1; i++)
    statuses.push((await callFrom(`2001:db8:1:2::${i}`, strange())).status);
  expect(statuses).toEqual([401, 401, 401, 401, 429]);
  expect((await callFrom("2001:db8:1:3::1", strange())).status).toBe(401);
});

test("callers without an address are counted together", async () => {
  const statuses: number[] = [];
  for (let i = 0; i <= LIMIT; i++) statuses.push((await callApi(world.db, PATH, strange())).status);
  expect(statuses).toEqual([401, 401, 401, 401, 429]);
  const token = await addToken(world.db);
  expect((await callApi(world.db, PATH, token.secret)).status).toBe(200);
});

test.each([
  [null, "ip:"],
  ["203.0.113.9", "ip:203.0.113.9"],
  ["::ffff:203.0.113.9", "ip:203.0.113.9"],
  ["2001:DB8:1:2:3:4:5:6", "ip:2001:db8:1:2::/64"],
  ["no address", "ip:no address"],
])("%s is counted as %s", (ip, key) => {
  expect(unknownSecretKey(ip)).toBe(key);
});

test("a process that counts alone lets exactly the limit pass", async () => {
  const limiter = createProcessRateLimiter();
  const answers = await Promise.all(Array.from({ length: 10 }, () => limiter("key", LIMIT)));
  expect(answers.filter(({ isExceeded }) => !isExceeded).map(({ remaining }) => remaining)).toEqual([
    3, 2, 1, 0,
  ]);
  expect((await limiter("other", LIMIT)).isExceeded).toBe(false);
});
