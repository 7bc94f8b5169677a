import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { PERMISSIONS, type Permission } from "@/db/constants";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import { callbacks, deliveries, events } from "@/db/schema/callbacks";
import { revokePermission } from "@/lib/api-tokens/permission-commands";
import { getToken } from "@/lib/api-tokens/queries";
import { revokePermissionInput } from "@/lib/api-tokens/schema";
import { listUnusedPermissions } from "@/lib/api-tokens/usage-queries";
import { routesByPermission } from "@/lib/http/route-doc";
import { type AdminWorld, auditOf, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addConversation, addLocation, addNumber, addToken } from "../support/api-data";

const BOTH: Permission[] = ["conversations:read", "locations:read"];
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const OLD = daysAgo(100);

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, daysAgo(40), new Date());
});

afterAll(() => world.close());

const addOld = async (settings: Partial<typeof apiTokens.$inferInsert> = {}) =>
  (await addToken(world.db, { createdAt: OLD, activatesAt: OLD, permissions: BOTH, ...settings })).id;

const unusedOf = (tokenId: string) =>
  listUnusedPermissions(world.manager, { tokenId, routes: routesByPermission(routes) });

type Call = Partial<typeof apiRequests.$inferInsert>;

async function call(tokenId: string, route: string, settings: Call = {}): Promise<void> {
  await world.db.insert(apiRequests).values({
    id: uuidv7(),
    startedAt: daysAgo(29),
    durationMs: 1,
    method: "GET",
    route,
    path: `/api/v1${route}`,
    status: 200,
    tokenId,
    ...settings,
  });
}

async function change(tokenId: string, days: number, before: object | null, after: object): Promise<void> {
  await world.db.insert(auditLog).values({
    occurredAt: daysAgo(days),
    actorType: "user",
    actorLabel: "admin@example.com",
    action: "api_token.permissions_changed",
    targetType: "api_token",
    targetId: tokenId,
    before: before as Record<string, unknown> | null,
    after: after as Record<string, unknown>,
  });
}

describe("a permission is unused", () => {
  test("when the token has had it for 30 days and no call was served by it", async () => {
    expect(await unusedOf(await addOld({ permissions: [...PERMISSIONS] }))).toEqual(PERMISSIONS);
    expect(await unusedOf(await addOld({ permissions: [] }))).toEqual([]);
    expect(await unusedOf(UNKNOWN_ID)).toEqual([]);
  });

  test.each([
    ["/conversations", ["locations:read"]],
    ["/conversations/{id}", ["locations:read"]],
    // A message may show a position.
    ["/conversations/{id}/messages", []],
    ["/messages/{id}", []],
    ["/events", []],
    ["/locations", ["conversations:read"]],
    ["/locations/{id}", ["conversations:read"]],
    ["/token", BOTH],
  ])("unless %s was served", async (route, left) => {
    const tokenId = await addOld();
    await call(tokenId, route);
    expect(await unusedOf(tokenId)).toEqual(left);
  });

  test.each<[string, Permission[]]>([
    ["/exports/conversations", BOTH],
    ["/exports/messages", ["conversations:read"]],
    ["/exports/locations", ["conversations:read"]],
  ])("unless %s was served, which is a use of Data export", async (route, left) => {
    const tokenId = await addOld({ permissions: [...PERMISSIONS] });
    await call(tokenId, route);
    expect(await unusedOf(tokenId)).toEqual(left);
  });

  test.each<[string, Call]>([
    ["refused", { status: 403 }],
    ["failed", { status: 500 }],
    ["31 days old", { startedAt: daysAgo(31) }],
    ["only asked what is allowed", { method: "OPTIONS", status: 204 }],
    ["another token's", { tokenId: uuidv7() }],
  ])("although there is a call, when that was %s", async (_what, settings) => {
    const tokenId = await addOld({ permissions: ["locations:read"] });
    await call(tokenId, "/locations", settings);
    expect(await unusedOf(tokenId)).toEqual(["locations:read"]);
  });

  test.each<[string, Partial<typeof apiTokens.$inferInsert>]>([
    ["was created lately", { createdAt: daysAgo(29) }],
    ["was activated lately", { activatesAt: daysAgo(29) }],
    ["is scheduled", { activatesAt: daysAgo(-1) }],
    ["is paused", { pausedAt: daysAgo(1) }],
    ["has expired", { expiresAt: daysAgo(1) }],
    ["was deleted", { deletedAt: daysAgo(1) }],
  ])("but not of a token that %s", async (_what, settings) => {
    expect(await unusedOf(await addOld(settings))).toEqual([]);
  });
});

describe("the audit log", () => {
  test("tells of a permission that was switched on lately", async () => {
    const tokenId = await addOld();
    await change(tokenId, 29, { permissions: ["conversations:read"] }, { permissions: BOTH });
    expect(await unusedOf(tokenId)).toEqual(["conversations:read"]);
  });

  test("also when it was switched off and on again", async () => {
    const tokenId = await addOld();
    await change(tokenId, 5, { permissions: BOTH }, { permissions: [] });
    await change(tokenId, 4, { permissions: [] }, { permissions: BOTH });
    expect(await unusedOf(tokenId)).toEqual([]);
  });

  test("does not help when that is long ago", async () => {
    const tokenId = await addOld();
    await change(tokenId, 31, { permissions: [] }, { permissions: BOTH });
    await change(tokenId, 3, { note: null }, { note: "Seen." });
    expect(await unusedOf(tokenId)).toEqual(BOTH);
  });

  test.each([
    ["was resumed", { pausedAt: daysAgo(60) }, { pausedAt: null }],
    ["had expired and was prolonged", { expiresAt: daysAgo(20) }, { expiresAt: null }],
    ["was activated before its day", { activatesAt: daysAgo(-5) }, { activatesAt: OLD }],
  ])("excuses a token that %s", async (_what, before, after) => {
    const tokenId = await addOld();
    await change(tokenId, 10, before, after);
    expect(await unusedOf(tokenId)).toEqual([]);
  });

  test("does not excuse one that was prolonged in time", async () => {
    const tokenId = await addOld();
    await change(tokenId, 10, { expiresAt: daysAgo(-3) }, { expiresAt: null });
    expect(await unusedOf(tokenId)).toEqual(BOTH);
  });
});

describe("callbacks", () => {
  type Accepted = {
    eventType: "message.received" | "conversation.created";
    withPosition: boolean;
    days: number;
  };

  async function accept(tokenId: string, { eventType, withPosition, days }: Accepted): Promise<void> {
    const conversation = await addConversation(world.db, await addNumber(world.db, `+39${uuidv7()}`));
    if (withPosition) await addLocation(world.db, conversation);
    const [callbackId, eventId] = [uuidv7(), uuidv7()];
    await world.db.insert(callbacks).values({
      id: callbackId,
      tokenId,
      eventType,
      url: "https://hooks.example/in",
      lastSuccessAt: daysAgo(days),
    });
    const event = { id: eventId, type: eventType, occurredAt: daysAgo(days), payload: "{}" };
    const [stored] = await world.db
      .insert(events)
      .values({ ...event, conversationId: conversation.id, managedNumberId: conversation.managedNumberId })
      .returning({ seq: events.seq });
    await world.db.insert(deliveries).values({
      eventId,
      callbackId,
      conversationId: conversation.id,
      eventSeq: stored?.seq ?? 0n,
      state: "delivered",
      deliveredAt: daysAgo(days),
    });
  }

  test.each<[string, Accepted, Permission[]]>([
    [
      "tells of conversations",
      { eventType: "conversation.created", withPosition: true, days: 2 },
      ["locations:read"],
    ],
    ["of a position", { eventType: "message.received", withPosition: true, days: 2 }, []],
    ["of no position", { eventType: "message.received", withPosition: false, days: 2 }, ["locations:read"]],
    ["long ago", { eventType: "message.received", withPosition: true, days: 31 }, BOTH],
  ])("an accepted one %s", async (_what, accepted, left) => {
    const tokenId = await addOld();
    await accept(tokenId, accepted);
    expect(await unusedOf(tokenId)).toEqual(left);
  });
});

describe("switching a permission off", () => {
  const revoke = (id: string, permission: Permission, ctx = world.admin) =>
    revokePermission(ctx, revokePermissionInput.parse({ id, permission }));

  test("leaves the others, and is audited", async () => {
    const id = await addOld({ permissions: [...PERMISSIONS], masksContacts: true });
    await revoke(id, "locations:read");
    expect(await getToken(world.admin, id)).toMatchObject({
      permissions: ["conversations:read", "data:export"],
      masksContacts: true,
    });
    expect(await auditOf(world.db, id)).toMatchObject([
      {
        action: "api_token.permissions_changed",
        actorLabel: "admin@example.com",
        targetLabel: "Test token",
        before: { permissions: [...PERMISSIONS] },
        after: { permissions: ["conversations:read", "data:export"] },
      },
    ]);
  });

  test("that is off already changes and records nothing", async () => {
    const id = await addOld({ permissions: ["data:export"], updatedAt: OLD });
    await revoke(id, "locations:read");
    const [token] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, id));
    expect(token).toMatchObject({ permissions: ["data:export"], updatedAt: OLD });
    expect(await auditOf(world.db, id)).toEqual([]);
  });

  test("two at the same time both count", async () => {
    const id = await addOld({ permissions: [...PERMISSIONS] });
    await Promise.all([revoke(id, "locations:read"), revoke(id, "data:export")]);
    expect((await getToken(world.admin, id)).permissions).toEqual(["conversations:read"]);
    expect(await auditOf(world.db, id)).toHaveLength(2);
  });

  test("is not a manager's to do", async () => {
    const id = await addOld();
    for (const target of [id, UNKNOWN_ID])
      expect(await refusalOf(revoke(target, "locations:read", world.manager))).toEqual({
        code: "forbidden",
        fields: [],
      });
    expect((await getToken(world.admin, id)).permissions).toEqual(BOTH);
  });

  test("of an unknown or deleted token is not found", async () => {
    for (const id of [UNKNOWN_ID, await addOld({ deletedAt: daysAgo(1) })])
      expect(await refusalOf(revoke(id, "locations:read"))).toEqual({ code: "not_found", fields: [] });
  });

  test("needs an id and a permission that there are", () => {
    for (const input of [{ id: "1", permission: "data:export" }, { id: UNKNOWN_ID, permission: "all" }, {}])
      expect(revokePermissionInput.safeParse(input).success).toBe(false);
  });
});
