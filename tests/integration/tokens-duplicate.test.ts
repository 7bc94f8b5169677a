import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { createToken } from "@/lib/api-tokens/commands";
import { draftOf } from "@/lib/api-tokens/draft";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { getToken } from "@/lib/api-tokens/queries";
import { createTokenInput, type TokenDraft } from "@/lib/api-tokens/schema";
import { decrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
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

const ENDPOINTS = [
  { eventType: "message.received", url: "https://example.com/received", enabled: true },
  { eventType: "message.status_changed", url: "https://example.com/status", enabled: false },
] as const;

let world: AdminWorld;
let sourceId: string;
let draft: TokenDraft;

beforeAll(async () => {
  world = await openAdminWorld();
  const numberId = await addNumber(world.db, "+39061");
  const fields = {
    supplierId: await addSupplier(world.db, "Acme"),
    name: "Orders",
    note: "n",
    activatesAt: "2020-01-01T00:00:00Z",
    expiresAt: "2020-01-31T00:00:00Z",
    allowedIps: "203.0.113.0/24",
    rateLimitPerMinute: "60",
    permissions: ["locations:read"],
    seesAllNumbers: "false",
    numberIds: [numberId],
    masksContacts: "true",
  };
  sourceId = (await createToken(world.admin, createTokenInput.parse(fields))).id;
  await world.db
    .insert(callbacks)
    .values([
      ...ENDPOINTS.map((endpoint) => ({ ...endpoint, tokenId: sourceId, pausedReason: "410" })),
      { tokenId: sourceId, eventType: "conversation.created" as const, url: "" },
    ]);
  draft = draftOf(await getToken(world.admin, sourceId), new Date());
});

afterAll(() => world.close());

function duplicate(changes: Record<string, unknown> = {}, ctx = world.admin) {
  const fields = {
    ...draft,
    note: draft.note ?? undefined,
    activatesAt: undefined,
    expiresAt: draft.expiresAt?.toISOString(),
    allowedIps: draft.allowedIps.join("\n"),
    seesAllNumbers: String(draft.seesAllNumbers),
    masksContacts: String(draft.masksContacts),
    duplicatedFrom: sourceId,
    ...changes,
  };
  return createToken(ctx, createTokenInput.parse(fields));
}

const endpointsOf = (tokenId: string) =>
  world.db
    .select({
      eventType: callbacks.eventType,
      url: callbacks.url,
      enabled: callbacks.enabled,
      pausedReason: callbacks.pausedReason,
    })
    .from(callbacks)
    .where(eq(callbacks.tokenId, tokenId))
    .orderBy(callbacks.eventType);

async function signingSecret(id: string) {
  const [row] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, id));
  return decrypt(row?.signingSecret ?? "", env().ENCRYPTION_KEY);
}

test("the settings are those of the source, secrets and callbacks are not", async () => {
  const { id, secret } = await duplicate();
  const [source, copy] = [await getToken(world.admin, sourceId), await getToken(world.admin, id)];
  const { note, allowedIps, permissions, numberIds, masksContacts, rateLimitPerMinute } = source;
  expect(copy).toMatchObject({
    name: "Copy of Orders",
    note,
    allowedIps,
    permissions,
    numberIds,
    masksContacts,
    rateLimitPerMinute,
  });
  expect(copy.state).toBe("active");
  expect(secret.endsWith(source.secretHint)).toBe(false);
  expect(await signingSecret(id)).not.toBe(await signingSecret(sourceId));
  expect(await endpointsOf(id)).toEqual([]);
  expect(await auditOf(world.db, id)).toMatchObject([
    { action: "api_token.created", after: { duplicatedFrom: sourceId, name: "Copy of Orders" } },
  ]);
});

test("callbacks come along when that is wanted, on or off as they were, and start healthy", async () => {
  const { id } = await duplicate({ copiesCallbacks: "true" });
  expect(await endpointsOf(id)).toEqual(ENDPOINTS.map((endpoint) => ({ ...endpoint, pausedReason: null })));
  const [created] = await auditOf(world.db, id);
  expect(created?.after).toMatchObject({
    callbacks: {
      "message.received": { url: "https://example.com/received", enabled: true },
      "message.status_changed": { url: "https://example.com/status", enabled: false },
    },
  });
});

test("what the secret is good for is answered with it", async () => {
  expect(await duplicate()).toMatchObject({
    supplierName: "Acme",
    permissions: ["locations:read"],
    seesAllNumbers: false,
    numberLabels: ["+39061"],
    masksContacts: true,
    expiresAt: draft.expiresAt,
  });
});

test("a deleted token can be duplicated", async () => {
  const { id } = await duplicate({ copiesCallbacks: "true" });
  await deleteTokens(world.admin, { ids: [id] });
  const copy = await duplicate({ duplicatedFrom: id, copiesCallbacks: "true" });
  expect(await endpointsOf(copy.id)).toHaveLength(2);
});

describe("what is refused leaves nothing behind", () => {
  async function refused(changes: Record<string, unknown>, ctx = world.admin) {
    const before = [await world.db.$count(apiTokens), await countAudit(world.db)];
    const refusal = await refusalOf(duplicate(changes, ctx));
    expect([await world.db.$count(apiTokens), await countAudit(world.db)]).toEqual(before);
    return refusal;
  }

  test("a manager", async () => {
    expect(await refused({}, world.manager)).toEqual({ code: "forbidden", fields: [] });
  });

  test("a source that is not there", async () => {
    expect(await refused({ duplicatedFrom: UNKNOWN_ID })).toEqual({ code: "not_found", fields: [] });
  });

  test("callbacks that may not be called from here any more", async () => {
    const { id } = await duplicate();
    await world.db
      .insert(callbacks)
      .values({ tokenId: id, eventType: "message.received", url: "http://169.254.169.254/latest" });
    expect(await refused({ duplicatedFrom: id, copiesCallbacks: "true" })).toEqual({
      code: "invalid_input",
      fields: ["copiesCallbacks"],
    });
    expect((await duplicate({ duplicatedFrom: id })).id).toBeTruthy();
  });
});
