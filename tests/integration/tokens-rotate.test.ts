import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens, retiredSecrets } from "@/db/schema/api-tokens";
import { identify } from "@/lib/api-tokens/authenticate";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { endOverlap, rotateSecret } from "@/lib/api-tokens/rotation-commands";
import { rotateSecretInput } from "@/lib/api-tokens/rotation-schema";
import { hashSecret, isWellFormedSecret } from "@/lib/api-tokens/secret";
import type { Overlap } from "@/lib/api-tokens/settings";
import {
  type AdminWorld,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addToken } from "../support/api-data";
import { rotateCurrent } from "../support/rotations";

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
});

const hintOf = (secret: string) => secret.slice(-4);
/** Rotates the secret that was seen, the token's first one unless told otherwise. */
const rotate = (overlap: Overlap = "24h", seen = token.secret) =>
  rotateSecret(world.admin, { id: token.id, seenHint: hintOf(seen), overlap });
const identityOf = (secret: string) => identify(world.db, `Bearer ${secret}`, null);

async function rowOf(id = token.id) {
  const [row] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, id));
  if (!row) throw new Error("The token is gone.");
  return row;
}

describe("rotateSecret", () => {
  test.each([
    ["now", 0],
    ["1h", 1],
    ["24h", 24],
    ["7d", 168],
  ] as const)("with the overlap %s serves the old secret for %i hours more", async (overlap, hours) => {
    const answer = await rotate(overlap);
    expect(answer).toEqual({ secret: expect.any(String), overlaps: hours > 0 });
    expect(isWellFormedSecret(answer.secret)).toBe(true);
    const row = await rowOf();
    expect(row).toMatchObject({
      secretHash: hashSecret(answer.secret),
      secretHint: hintOf(answer.secret),
      previousSecretHash: hashSecret(token.secret),
      previousSecretHint: hintOf(token.secret),
    });
    const [clock] = await world.db
      .select({
        hours: sql`extract(epoch from previous_secret_until - secret_created_at)::float8 / 3600`,
        isNow: sql`secret_created_at > now() - interval '1 minute'`,
      })
      .from(apiTokens)
      .where(eq(apiTokens.id, token.id));
    expect(clock).toEqual({ hours, isNow: true });
    expect((await identityOf(token.secret)).refusal?.code).toBe(hours === 0 ? "secret_rotated" : undefined);
    expect((await identityOf(answer.secret)).refusal).toBeNull();
  });

  test("is in the audit log with hints and overlap, and no secret or hash is", async () => {
    const { secret } = await rotate("7d");
    const audit = await auditOf(world.db, token.id);
    expect(audit).toMatchObject([
      {
        action: "api_token.secret_rotated",
        actorLabel: "admin@example.com",
        targetType: "api_token",
        targetLabel: "Test token",
        before: { secretHint: hintOf(token.secret) },
        after: { secretHint: hintOf(secret), overlap: "7d" },
      },
    ]);
    const text = JSON.stringify(audit);
    for (const made of [secret, token.secret])
      for (const trace of [made, made.slice(4, 30), hashSecret(made)]) expect(text).not.toContain(trace);
  });

  test("again retires the secret before, which ends its overlap and stays attributed", async () => {
    const second = await rotate();
    const { secretCreatedAt } = await rowOf();
    const third = await rotate("24h", second.secret);
    expect(await world.db.select().from(retiredSecrets).where(eq(retiredSecrets.tokenId, token.id))).toEqual([
      {
        secretHash: hashSecret(token.secret),
        tokenId: token.id,
        secretHint: hintOf(token.secret),
        retiredAt: secretCreatedAt,
      },
    ]);
    const retired = await identityOf(token.secret);
    expect(retired).toMatchObject({
      tokenId: token.id,
      supplierId: token.supplierId,
      secret: { hint: hintOf(token.secret), endsOverlapAs: null },
      refusal: { code: "secret_rotated" },
    });
    expect((await identityOf(second.secret)).refusal).toBeNull();
    expect((await identityOf(third.secret)).refusal).toBeNull();
  });

  test("of several who saw the same secret rotates it once, and keeps what the first was promised", async () => {
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => rotate("7d")));
    const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.secret] : []));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 5 }, () => "conflict"));
    const [old, fresh] = await Promise.all([token.secret, ...made].map(identityOf));
    expect(old).toMatchObject({ refusal: null, secret: { replacedUntil: expect.any(Date) } });
    expect(fresh).toMatchObject({ refusal: null, secret: { replacedUntil: null } });
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });

  test("of a secret that was rotated since is refused, and the new one's holder may rotate again", async () => {
    const { secret } = await rotate("7d");
    const before = await rowOf();
    expect(await refusalOf(rotate("7d"))).toEqual({ code: "conflict", fields: [] });
    expect(await rowOf()).toEqual(before);
    expect((await rotate("now", secret)).secret).not.toBe(secret);
  });

  test("is not a manager's to do", async () => {
    const before = await rowOf();
    const work = rotateCurrent(world.manager, token.id, "1h");
    expect(await refusalOf(work)).toMatchObject({ code: "forbidden" });
    expect(await rowOf()).toEqual(before);
    expect(await auditOf(world.db, token.id)).toEqual([]);
  });

  test("finds neither an unknown nor a deleted token", async () => {
    await deleteTokens(world.admin, { ids: [token.id] });
    const [before, rows] = [await rowOf(), await countAudit(world.db)];
    for (const id of [UNKNOWN_ID, token.id])
      expect(await refusalOf(rotateCurrent(world.admin, id, "1h"))).toMatchObject({
        code: "not_found",
      });
    expect(await rowOf()).toEqual(before);
    expect(await countAudit(world.db)).toBe(rows);
  });

  test.each([
    { overlap: undefined },
    { overlap: "2h" },
    { overlap: "toString" },
    { overlap: 24 },
    { id: "x" },
    { seenHint: undefined },
    { seenHint: "abcde" },
  ])("takes no %j", (input) => {
    const good = { id: UNKNOWN_ID, seenHint: "abcd", overlap: "1h" };
    expect(rotateSecretInput.safeParse(good).success).toBe(true);
    expect(rotateSecretInput.safeParse({ ...good, ...input }).success).toBe(false);
  });
});

describe("endOverlap", () => {
  test("stops the old secret at once, once", async () => {
    const { secret } = await rotate("7d");
    await endOverlap(world.admin, { id: token.id });
    expect((await identityOf(token.secret)).refusal?.code).toBe("secret_rotated");
    expect((await identityOf(secret)).refusal).toBeNull();
    const ended = await rowOf();
    await endOverlap(world.admin, { id: token.id });
    expect(await rowOf()).toEqual(ended);
    expect((await auditOf(world.db, token.id)).slice(1)).toMatchObject([
      { action: "api_token.overlap_ended", after: { previousSecretHint: hintOf(token.secret) } },
    ]);
  });

  test("does nothing to a token that was never rotated", async () => {
    const before = await rowOf();
    await endOverlap(world.admin, { id: token.id });
    expect(await rowOf()).toEqual(before);
    expect(await auditOf(world.db, token.id)).toEqual([]);
  });

  test("is not a manager's to do", async () => {
    await rotate();
    const before = await rowOf();
    expect(await refusalOf(endOverlap(world.manager, { id: token.id }))).toMatchObject({ code: "forbidden" });
    expect(await rowOf()).toEqual(before);
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });

  test("finds neither an unknown nor a deleted token", async () => {
    await rotate();
    await deleteTokens(world.admin, { ids: [token.id] });
    const rows = await countAudit(world.db);
    for (const id of [UNKNOWN_ID, token.id])
      expect(await refusalOf(endOverlap(world.admin, { id }))).toMatchObject({ code: "not_found" });
    expect(await countAudit(world.db)).toBe(rows);
  });
});
