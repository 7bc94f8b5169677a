import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { identify } from "@/lib/api-tokens/authenticate";
import { createToken } from "@/lib/api-tokens/commands";
import { getToken } from "@/lib/api-tokens/queries";
import { createTokenInput } from "@/lib/api-tokens/schema";
import { hashSecret, isWellFormedSecret } from "@/lib/api-tokens/secret";
import { systemContext } from "@/lib/context";
import { decrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { signingKey } from "@/lib/signing-secrets/secret";
import {
  type AdminWorld,
  addSupplier,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addNumber } from "../support/api-data";

let world: AdminWorld;
let supplierId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  supplierId = await addSupplier(world.db, "Acme");
});

afterAll(() => world.close());

const input = (changes: Record<string, unknown> = {}) =>
  createTokenInput.parse({ supplierId, name: "Orders", seesAllNumbers: "true", ...changes });

async function create(changes: Record<string, unknown> = {}) {
  return createToken(world.admin, input(changes));
}

async function storedRow(id: string) {
  const [row] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, id));
  if (!row) throw new Error("The token is not there.");
  return row;
}

describe("what is kept of the secrets", () => {
  test("the secret is well formed, works at once and is stored only as its hash", async () => {
    const { id, name, secret } = await create();
    expect(name).toBe("Orders");
    expect(secret).toMatch(/^wtp_[0-9A-Za-z]{38}$/);
    expect(isWellFormedSecret(secret)).toBe(true);
    const row = await storedRow(id);
    expect(row.secretHash).toBe(hashSecret(secret));
    expect(row.secretHint).toBe(secret.slice(-4));
    expect(JSON.stringify(row)).not.toContain(secret.slice(4, -4));
    const identity = await identify(world.db, `Bearer ${secret}`, null);
    expect(identity).toMatchObject({ tokenId: id, supplierId, refusal: null });
  });

  test("every token has secrets of its own", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => create()));
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(10);
    const rows = await Promise.all(made.map(({ id }) => storedRow(id)));
    const key = env().ENCRYPTION_KEY;
    expect(new Set(rows.map((row) => decrypt(row.signingSecret, key))).size).toBe(10);
  });

  test("the signing secret is sealed with the key of the settings", async () => {
    const { signingSecret } = await storedRow((await create()).id);
    expect(signingSecret).not.toContain("whsec_");
    expect(signingKey(decrypt(signingSecret, env().ENCRYPTION_KEY)).symmetricKeySize).toBe(32);
    expect(() => decrypt(signingSecret, Buffer.alloc(32, 8).toString("base64"))).toThrow();
  });

  test("the audit row says who made what, and holds no secret", async () => {
    const { id, secret } = await create({ note: "for the shop", permissions: ["data:export"] });
    const rows = await auditOf(world.db, id);
    const { actor, ip, requestId } = world.admin;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: "api_token.created",
      actorType: "user",
      actorId: actor.type === "user" ? actor.id : null,
      actorLabel: "admin@example.com",
      targetType: "api_token",
      targetLabel: "Orders",
      before: null,
      after: { name: "Orders", supplierId, note: "for the shop", permissions: ["data:export"] },
      ip,
      requestId,
    });
    const { secretHash, signingSecret } = await storedRow(id);
    const text = JSON.stringify(rows);
    const sealed = decrypt(signingSecret, env().ENCRYPTION_KEY);
    for (const kept of [secret.slice(4, -4), secretHash, signingSecret, sealed.slice(6)])
      expect(text).not.toContain(kept);
  });
});

describe("what is set", () => {
  test("an activation that is not given is the moment of creation", async () => {
    const { id } = await create();
    const { activatesAt, createdAt, expiresAt } = await storedRow(id);
    expect(activatesAt).toEqual(createdAt);
    expect(expiresAt).toBeNull();
    expect((await getToken(world.admin, id)).state).toBe("active");
  });

  test("dates, note, addresses and rights are those of the form", async () => {
    const { id } = await create({
      activatesAt: "2090-01-01T10:00:00+01:00",
      expiresAt: "2091-01-01T10:00:00Z",
      note: " by hand ",
      allowedIps: "203.0.113.7\n2001:DB8::/32",
      permissions: ["locations:read"],
      masksContacts: "on",
    });
    expect(await getToken(world.manager, id)).toMatchObject({
      state: "scheduled",
      activatesAt: new Date("2090-01-01T09:00:00Z"),
      expiresAt: new Date("2091-01-01T10:00:00Z"),
      note: "by hand",
      allowedIps: ["203.0.113.7/32", "2001:db8::/32"],
      permissions: ["locations:read"],
      seesAllNumbers: true,
      masksContacts: true,
      createdByName: "Some admin",
      supplierName: "Acme",
    });
  });

  test("only the chosen numbers are seen, each once", async () => {
    const [first, second] = [await addNumber(world.db, "+39061"), await addNumber(world.db, "+39062")];
    await addNumber(world.db, "+39063");
    const numberIds = [second, first, second];
    const { id } = await create({ seesAllNumbers: "false", numberIds });
    expect(await getToken(world.admin, id)).toMatchObject({
      seesAllNumbers: false,
      numberCount: 2,
      numberIds: [first, second],
      numberLabels: ["+39061", "+39062"],
    });
  });

  test("numbers that come along with “all numbers” are not kept", async () => {
    const numberIds = [await addNumber(world.db, "+39064")];
    const { id } = await create({ seesAllNumbers: "true", numberIds });
    const kept = await world.db.select().from(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, id));
    expect(kept).toEqual([]);
  });

  test("the product itself may create one, which then has no creator", async () => {
    const { id } = await createToken(systemContext(world.db, "setup"), input());
    expect((await getToken(world.admin, id)).createdByName).toBeNull();
    expect(await auditOf(world.db, id)).toMatchObject([
      { actorType: "system", actorId: null, actorLabel: "setup", ip: null },
    ]);
  });
});

describe("what is refused leaves nothing behind", () => {
  async function refused(changes: Record<string, unknown>, ctx = world.admin) {
    const before = [await world.db.$count(apiTokens), await countAudit(world.db)];
    const refusal = await refusalOf(createToken(ctx, input(changes)));
    expect([await world.db.$count(apiTokens), await countAudit(world.db)]).toEqual(before);
    return refusal;
  }

  test("a manager", async () => {
    expect(await refused({}, world.manager)).toEqual({ code: "forbidden", fields: [] });
    expect((await refused({ supplierId: UNKNOWN_ID }, world.manager)).code).toBe("forbidden");
  });

  test("a supplier that is not there, or is archived", async () => {
    const archived = await addSupplier(world.db, "Gone", { archivedAt: new Date() });
    for (const id of [UNKNOWN_ID, archived])
      expect(await refused({ supplierId: id })).toEqual({ code: "invalid_input", fields: ["supplierId"] });
  });

  test("a number that is not there, also beside one that is", async () => {
    const known = await addNumber(world.db, "+39065");
    for (const numberIds of [[UNKNOWN_ID], [known, UNKNOWN_ID]])
      expect(await refused({ seesAllNumbers: "false", numberIds })).toEqual({
        code: "invalid_input",
        fields: ["numberIds"],
      });
  });

  test("an expiration that is over when the token would begin at once", async () => {
    expect(await refused({ expiresAt: "2001-01-01T00:00:00Z" })).toEqual({
      code: "invalid_input",
      fields: ["expiresAt"],
    });
  });
});
