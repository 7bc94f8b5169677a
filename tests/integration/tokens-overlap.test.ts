import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { identify } from "@/lib/api-tokens/authenticate";
import { createSecret, hashSecret } from "@/lib/api-tokens/secret";
import { createRequestLog, type RequestRow } from "@/lib/request-log/writer";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken, callApi } from "../support/api-data";
import { rotateCurrent } from "../support/rotations";

const PATH = "/api/v1/token";
const PAST = new Date("2021-01-01T00:00:00Z");

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;
/** The secret that the rotation made; `token.secret` is the old one. */
let fresh: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
  fresh = await rotateCurrent(world.admin, token.id, "24h");
});

const call = (secret: string, path = PATH, method = "GET") => callApi(world.db, path, secret, { method });
const set = (values: Parameters<ReturnType<typeof world.db.update<typeof apiTokens>>["set"]>[0]) =>
  world.db.update(apiTokens).set(values).where(eq(apiTokens.id, token.id));
const isServed = async (secret: string) =>
  (await identify(world.db, `Bearer ${secret}`, null)).refusal === null;

describe("while the overlap lasts", () => {
  test("the old secret is served, told until when, and named in the log", async () => {
    const { previousSecretUntil } =
      (await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id)))[0] ?? {};
    for (let times = 0; times < 2; times++) {
      const answer = await call(token.secret);
      expect(answer.status).toBe(200);
      expect(answer.body().secret).toEqual({
        hint: token.secret.slice(-4),
        replaced_until: previousSecretUntil?.toISOString(),
      });
      expect(answer.row).toMatchObject({ tokenId: token.id, secretHint: token.secret.slice(-4) });
    }
  });

  test("refused calls with the new secret do not end it", async () => {
    const refused = [
      await call(fresh, "/api/v1/nothing"),
      await call(fresh, PATH, "POST"),
      await call(fresh, `${PATH}?surprise=1`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 405, 400]);
    await call(fresh, PATH, "OPTIONS");
    await set({ allowedIps: ["203.0.113.9/32"] });
    expect((await call(fresh)).status).toBe(403);
    await set({ allowedIps: [], pausedAt: PAST });
    expect((await call(fresh)).status).toBe(401);
    await set({ pausedAt: null });
    expect((await call(token.secret)).status).toBe(200);
  });

  test.each(["GET", "HEAD"])("the first served %s with the new secret ends it", async (method) => {
    const first = await call(fresh, PATH, method);
    expect([first.status, first.row?.secretHint]).toEqual([200, fresh.slice(-4)]);
    const old = await call(token.secret);
    expect(old.status).toBe(401);
    expect(old.body()).toMatchObject({ code: "secret_rotated" });
    expect(old.headers.get("www-authenticate")).toMatch(
      /^Bearer error="invalid_token", error_description="This secret was replaced on [\w ]+\. Use the new one\."$/,
    );
    expect(old.row).toMatchObject({
      code: "secret_rotated",
      tokenId: token.id,
      supplierId: token.supplierId,
      secretHint: token.secret.slice(-4),
      secretPrefix: null,
    });
    expect((await call(fresh)).body().secret).toEqual({ hint: fresh.slice(-4), replaced_until: null });
  });

  test("it ends at its deadline by the database's clock", async () => {
    await set({ previousSecretUntil: sql`now() + interval '1 minute'` });
    expect(await isServed(token.secret)).toBe(true);
    await set({ previousSecretUntil: sql`now() - interval '1 microsecond'` });
    expect((await call(token.secret)).body()).toMatchObject({ code: "secret_rotated" });
    expect((await call(fresh)).status).toBe(200);
  });

  test("another token's first call does not end it", async () => {
    const other = await addToken(world.db);
    const otherFresh = await rotateCurrent(world.admin, other.id, "24h");
    expect((await call(otherFresh)).status).toBe(200);
    expect([await isServed(other.secret), await isServed(token.secret)]).toEqual([false, true]);
  });
});

describe("a replaced secret", () => {
  test("of long ago is refused as replaced, and attributed with its own hint", async () => {
    await rotateCurrent(world.admin, token.id, "24h");
    const answer = await call(token.secret);
    expect(answer.body()).toMatchObject({ status: 401, code: "secret_rotated" });
    expect(answer.row).toMatchObject({ tokenId: token.id, secretHint: token.secret.slice(-4) });
    expect((await call(fresh)).status).toBe(200);
  });

  test.each([
    ["token_deleted", { deletedAt: PAST }],
    ["token_paused", { pausedAt: PAST }],
    ["token_expired", { expiresAt: PAST }],
  ])("of a token that is not usable says so: %s", async (code, settings) => {
    await rotateCurrent(world.admin, token.id, "now");
    await set(settings);
    for (const secret of [token.secret, fresh]) expect((await call(secret)).body()).toMatchObject({ code });
  });

  test("an unknown secret stays nobody's", async () => {
    const secret = createSecret();
    const answer = await call(secret);
    expect(answer.row).toMatchObject({
      code: "token_unknown",
      tokenId: null,
      secretHint: null,
      secretPrefix: secret.slice(0, 8),
    });
  });
});

describe("at the same time", () => {
  test("when an answer to the new secret has left, no later call with the old one is served", async () => {
    const served: { secret: string; begun: number; ended: number }[] = [];
    const make = async (secret: string) => {
      for (let times = 0; times < 12; times++) {
        const begun = performance.now();
        const { status } = await call(secret);
        if (status === 200) served.push({ secret, begun, ended: performance.now() });
      }
    };
    await Promise.all([token.secret, token.secret, token.secret, fresh, fresh].map(make));
    const firstFresh = Math.min(...served.flatMap(({ secret, ended }) => (secret === fresh ? [ended] : [])));
    const old = served.filter(({ secret }) => secret === token.secret);
    expect(served.filter(({ secret }) => secret === fresh)).toHaveLength(24);
    expect(old.filter(({ begun }) => begun > firstFresh)).toEqual([]);
  });

  const row = (secret: string, settings: Partial<RequestRow> = {}): RequestRow => ({
    id: uuidv7(),
    startedAt: new Date(),
    durationMs: 1,
    method: "GET",
    route: "/token",
    path: PATH,
    query: null,
    status: 200,
    code: null,
    missingPermission: null,
    detail: null,
    tokenId: token.id,
    supplierId: token.supplierId,
    secretPrefix: null,
    secretHint: secret.slice(-4),
    rowsReturned: 1,
    responseBytes: 1,
    streamState: null,
    ip: null,
    userAgent: null,
    endsOverlapAs: null,
    ...settings,
  });

  test("two replicas that answer both secrets end it, each with its rows", async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      i % 2 === 0 ? row(token.secret) : row(fresh, { endsOverlapAs: hashSecret(fresh) }),
    );
    const replicas = [createRequestLog(world.db), createRequestLog(world.db)];
    await Promise.all(rows.map((each, i) => replicas[i % 3 === 0 ? 0 : 1]?.add(each)));
    expect(await world.db.$count(apiRequests, eq(apiRequests.tokenId, token.id))).toBe(40);
    expect([await isServed(token.secret), await isServed(fresh)]).toEqual([false, true]);
  });

  test("a call that began before a further rotation does not end that one's overlap", async () => {
    const late = row(fresh, { endsOverlapAs: hashSecret(fresh) });
    const newest = await rotateCurrent(world.admin, token.id, "24h");
    await createRequestLog(world.db).add(late);
    expect([await isServed(fresh), await isServed(newest)]).toEqual([true, true]);
  });

  test("only the answer that ends an overlap waits for an admin's change", async () => {
    const log = createRequestLog(world.db);
    let isEnded = false;
    let ending: Promise<void> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.select().from(apiTokens).where(eq(apiTokens.id, token.id)).for("update");
      ending = log.add(row(fresh, { endsOverlapAs: hashSecret(fresh) })).then(() => {
        isEnded = true;
      });
      for (let times = 0; times < 5; times++) await log.add(row(token.secret));
      expect(isEnded).toBe(false);
    });
    await ending;
    expect([isEnded, await isServed(token.secret)]).toEqual([true, false]);
  });
});
