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

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
});

const rotate = (overlap: Overlap = "24h") => rotateSecret(world.admin, { id: token.id, overlap });
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
      secretHint: answer.secret.slice(-4),
      previousSecretHash: hashSecret(token.secret),
      previousSecretHint: token.secret.slice(-4),
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
        before: { secretHint: token.secret.slice(-4) },
        after: { secretHint: secret.slice(-4), overlap: "7d" },
      },
    ]);
    const text = JSON.stringify(audit);
    for (const made of [secret, token.secret])
      for (const trace of [made, made.slice(4, 30), hashSecret(made)]) expect(text).not.toContain(trace);
  });

  test("again retires the secret before, which ends its overlap and stays attributed", async () => {
    const second = await rotate();
    const { secretCreatedAt } = await rowOf();
    const third = await rotate();
    expect(await world.db.select().from(retiredSecrets).where(eq(retiredSecrets.tokenId, token.id))).toEqual([
      {
        secretHash: hashSecret(token.secret),
        tokenId: token.id,
        secretHint: token.secret.slice(-4),
        retiredAt: secretCreatedAt,
      },
    ]);
    const retired = await identityOf(token.secret);
    expect(retired).toMatchObject({
      tokenId: token.id,
      supplierId: token.supplierId,
      secret: { hint: token.secret.slice(-4), endsOverlapAs: null },
      refusal: { code: "secret_rotated" },
    });
    expect((await identityOf(second.secret)).refusal).toBeNull();
    expect((await identityOf(third.secret)).refusal).toBeNull();
  });

  test("several at once lose none: every secret ever issued stays attributed, and two are served", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => rotate()));
    const secrets = [token.secret, ...made.map(({ secret }) => secret)];
    const identities = await Promise.all(secrets.map(identityOf));
    expect(identities.map(({ tokenId }) => tokenId)).toEqual(secrets.map(() => token.id));
    expect(identities.map(({ secret }) => secret?.hint)).toEqual(secrets.map((secret) => secret.slice(-4)));
    const served = identities.filter(({ refusal }) => refusal === null);
    expect(served).toHaveLength(2);
    expect(served.filter(({ secret }) => secret?.replacedUntil === null)).toHaveLength(1);
    expect(await auditOf(world.db, token.id)).toHaveLength(6);
  });

  test("is not a manager's to do", async () => {
    const before = await rowOf();
    const work = rotateSecret(world.manager, { id: token.id, overlap: "1h" });
    expect(await refusalOf(work)).toMatchObject({ code: "forbidden" });
    expect(await rowOf()).toEqual(before);
    expect(await auditOf(world.db, token.id)).toEqual([]);
  });

  test("finds neither an unknown nor a deleted token", async () => {
    await deleteTokens(world.admin, { ids: [token.id] });
    const [before, rows] = [await rowOf(), await countAudit(world.db)];
    for (const id of [UNKNOWN_ID, token.id])
      expect(await refusalOf(rotateSecret(world.admin, { id, overlap: "1h" }))).toMatchObject({
        code: "not_found",
      });
    expect(await rowOf()).toEqual(before);
    expect(await countAudit(world.db)).toBe(rows);
  });

  test.each([{}, { overlap: "2h" }, { overlap: "toString" }, { id: "x", overlap: "1h" }, { overlap: 24 }])(
    "takes no %j",
    (input) => {
      expect(rotateSecretInput.safeParse({ id: UNKNOWN_ID, ...input }).success).toBe(false);
    },
  );
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
      { action: "api_token.overlap_ended", after: { previousSecretHint: token.secret.slice(-4) } },
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
