import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { createToken, updateTokenDetails, updateTokenPermissions } from "@/lib/api-tokens/commands";
import { getToken } from "@/lib/api-tokens/queries";
import {
  createTokenInput,
  updateTokenDetailsInput,
  updateTokenPermissionsInput,
} from "@/lib/api-tokens/schema";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { endpointsVersion } from "@/lib/callbacks/endpoints";
import { listCallbacks } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import type { SectionSaved } from "@/lib/result";
import { type AdminWorld, addSupplier, auditOf, openAdminWorld, refusalOf } from "../support/admin";
import { addNumber } from "../support/api-data";

const ACTIVATION = "2026-01-01T00:00:00.000Z";

let world: AdminWorld;
let supplierId: string;
let tokenId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  supplierId = await addSupplier(world.db, "Acme");
});

afterAll(() => world.close());

beforeEach(async () => {
  const fields = { supplierId, name: "Orders", activatesAt: ACTIVATION, seesAllNumbers: "true" };
  tokenId = (await createToken(world.admin, createTokenInput.parse(fields))).id;
});

type Changes = Record<string, unknown>;

const saveDetails = (changes: Changes) =>
  updateTokenDetails(
    world.admin,
    updateTokenDetailsInput.parse({
      id: tokenId,
      supplierId,
      name: "Orders",
      activatesAt: ACTIVATION,
      ...changes,
    }),
  );

const savePermissions = (changes: Changes) =>
  updateTokenPermissions(
    world.admin,
    updateTokenPermissionsInput.parse({ id: tokenId, seesAllNumbers: "true", ...changes }),
  );

const saveEndpoints = (changes: Changes) =>
  saveCallbacks(world.admin, saveCallbacksInput.parse({ tokenId, ...changes }));

const versions = async () => (await getToken(world.manager, tokenId)).versions;

type Section = {
  seen: () => Promise<string>;
  save: (changes: Changes) => Promise<SectionSaved>;
  first: Changes;
  second: Changes;
};

const SECTIONS: [string, Section][] = [
  [
    "details",
    {
      seen: async () => (await versions()).details,
      save: saveDetails,
      first: { name: "First" },
      second: { note: "second" },
    },
  ],
  [
    "permissions",
    {
      seen: async () => (await versions()).permissions,
      save: savePermissions,
      first: { permissions: ["data:export"] },
      second: { masksContacts: "true" },
    },
  ],
  [
    "callbacks",
    {
      seen: async () => endpointsVersion(await listCallbacks(world.admin, tokenId)),
      save: saveEndpoints,
      first: { "url.message.received": "https://example.com/first", enabled: ["message.received"] },
      second: { "url.conversation.created": "https://example.com/second" },
    },
  ],
];

describe.each(SECTIONS)("two admins on the %s", (_name, { seen, save, first, second }) => {
  test("the second to save is told, and nothing of it is kept", async () => {
    const version = await seen();
    await save({ ...first, version });
    const [after, audits] = [await seen(), (await auditOf(world.db, tokenId)).length];
    expect(await refusalOf(save({ ...second, version }))).toEqual({ code: "conflict", fields: [] });
    expect(await seen()).toBe(after);
    expect(await auditOf(world.db, tokenId)).toHaveLength(audits);
  });

  test("one who saves twice is not in their own way", async () => {
    const saved = await save({ ...first, version: await seen() });
    expect(saved.version).toBe(await seen());
    const again = await save({ ...first, ...second, version: saved.version });
    expect(again.version).toBe(await seen());
  });

  test("the same save once more is none, whatever was seen", async () => {
    const version = await seen();
    const { changed } = await save({ ...first, version });
    expect(changed.length).toBeGreaterThan(0);
    expect(await save({ ...first, version })).toMatchObject({ changed: [], version: await seen() });
  });

  test("who has seen nothing overwrites", async () => {
    await save(first);
    expect((await save(second)).changed.length).toBeGreaterThan(0);
  });

  test("of two at the same time one is told", async () => {
    const version = await seen();
    const results = await Promise.allSettled([save({ ...first, version }), save({ ...second, version })]);
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: "conflict" } });
  });
});

test("the sections, the state and the use of a token do not disturb each other's editors", async () => {
  const before = await versions();
  const endpoints = endpointsVersion(await listCallbacks(world.admin, tokenId));
  await saveDetails({ name: "Renamed", version: before.details });
  await savePermissions({ masksContacts: "true", version: before.permissions });
  await saveEndpoints({ "url.message.received": "https://example.com/", version: endpoints });
  const saved = {
    ...(await versions()),
    endpoints: endpointsVersion(await listCallbacks(world.admin, tokenId)),
  };
  await world.db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()`, pausedAt: sql`now()`, secretHint: "yyyy" })
    .where(eq(apiTokens.id, tokenId));
  await world.db
    .update(callbacks)
    .set({ failingSince: sql`now()`, lastError: "HTTP 500" })
    .where(eq(callbacks.tokenId, tokenId));
  expect({
    ...(await versions()),
    endpoints: endpointsVersion(await listCallbacks(world.admin, tokenId)),
  }).toEqual(saved);
});

describe("a save answers what it changed", () => {
  test("by the names of the fields", async () => {
    const changes = { name: "New", expiresAt: "2090-01-01T00:00:00Z", rateLimitPerMinute: "60" };
    expect((await saveDetails(changes)).changed.sort()).toEqual(["expiresAt", "name", "rateLimitPerMinute"]);
    expect((await saveDetails(changes)).changed).toEqual([]);
    const numberIds = [await addNumber(world.db, "+39061"), await addNumber(world.db, "+39062")];
    const rights = { seesAllNumbers: "false", numberIds };
    expect((await savePermissions(rights)).changed.sort()).toEqual(["numberIds", "seesAllNumbers"]);
    const reversed = { ...rights, numberIds: numberIds.toReversed() };
    expect((await savePermissions(reversed)).changed).toEqual([]);
  });

  test("by event type, and one of nothing moves no date and leaves no trace", async () => {
    const endpoint = { "url.message.received": "https://example.com/", enabled: ["message.received"] };
    expect((await saveEndpoints(endpoint)).changed).toEqual(["message.received"]);
    const [before] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, tokenId));
    const audits = (await auditOf(world.db, tokenId)).length;
    await saveDetails({});
    await savePermissions({});
    expect((await saveEndpoints(endpoint)).changed).toEqual([]);
    expect(await world.db.select().from(apiTokens).where(eq(apiTokens.id, tokenId))).toEqual([before]);
    expect(await auditOf(world.db, tokenId)).toHaveLength(audits);
  });
});
