import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { callbacks } from "@/db/schema/callbacks";
import { createSecret } from "@/lib/api-tokens/secret";
import { addConversation, addLocation, addMessage, addNumber, addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

const PAST = new Date("2021-01-01T00:00:00Z");
const FUTURE = new Date("2999-01-01T00:00:00Z");
const UNKNOWN_ID = "01935a00-0000-7000-8000-000000000000";

let server: TestDatabase;
let db: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

describe("a token that may not be used", () => {
  test.each([
    ["token_deleted", { deletedAt: PAST }],
    ["token_paused", { pausedAt: PAST }],
    ["token_expired", { expiresAt: PAST }],
    ["token_not_yet_active", { activatesAt: FUTURE }],
  ])("%s is a 401 that is attributed to it", async (code, settings) => {
    const token = await addToken(db, settings);
    const answer = await callApi(db, "/api/v1/token", token.secret);
    expect(answer.status).toBe(401);
    expect(answer.body()).toMatchObject({ code, status: 401, request_id: answer.row?.id });
    expect(answer.row).toMatchObject({
      code,
      status: 401,
      tokenId: token.id,
      supplierId: token.supplierId,
      route: "/token",
      rowsReturned: null,
    });
  });

  test("missing, malformed and unknown secrets are told apart, and attributed to nobody", async () => {
    const missing = await callApi(db, "/api/v1/token");
    expect(missing.body().code).toBe("token_missing");
    const unknown = createSecret();
    for (const [secret, secretPrefix] of [
      ["nonsense", "no"],
      [unknown, unknown.slice(0, 8)],
    ] as const) {
      const answer = await callApi(db, "/api/v1/token", secret);
      expect(answer.status).toBe(401);
      expect(answer.row).toMatchObject({
        code: "token_unknown",
        tokenId: null,
        secretPrefix,
      });
    }
  });
});

describe("permissions", () => {
  test.each([
    ["/conversations", "conversations:read"],
    [`/conversations/${UNKNOWN_ID}`, "conversations:read"],
    [`/conversations/${UNKNOWN_ID}/messages`, "conversations:read"],
    [`/messages/${UNKNOWN_ID}`, "conversations:read"],
    ["/locations", "locations:read"],
    [`/locations/${UNKNOWN_ID}`, "locations:read"],
  ])("%s is a 403 without %s", async (path, permission) => {
    const token = await addToken(db, { permissions: [] });
    const answer = await callApi(db, `/api/v1${path}`, token.secret);
    expect(answer.status).toBe(403);
    expect(answer.body()).toMatchObject({
      code: "permission_missing",
      missing_permission: permission,
    });
    expect(answer.row).toMatchObject({
      code: "permission_missing",
      missingPermission: permission,
      tokenId: token.id,
    });
  });
});

describe("visibility", () => {
  test("what is not seen is answered like what is not there", async () => {
    const seen = await addNumber(db, "+39061");
    const unseen = await addConversation(db, await addNumber(db, "+39062"));
    const message = await addMessage(db, unseen.id);
    const location = await addLocation(db, unseen);
    for (const token of [await addToken(db, { numberIds: [seen] }), await addToken(db, { numberIds: [] })]) {
      for (const [unseenPath, unknownPath] of [
        [`/conversations/${unseen.id}`, `/conversations/${UNKNOWN_ID}`],
        [`/conversations/${unseen.id}/messages`, `/conversations/${UNKNOWN_ID}/messages`],
        [`/messages/${message}`, `/messages/${UNKNOWN_ID}`],
        [`/messages/${message}`, "/messages/not-an-id"],
        [`/locations/${location.id}`, "/locations/%00"],
      ]) {
        const foreign = await callApi(db, `/api/v1${unseenPath}`, token.secret);
        const unknown = await callApi(db, `/api/v1${unknownPath}`, token.secret);
        expect(foreign.status).toBe(404);
        expect({ ...foreign.body(), request_id: "" }).toEqual({ ...unknown.body(), request_id: "" });
      }
      for (const list of ["conversations", "locations"]) {
        const answer = await callApi(db, `/api/v1/${list}`, token.secret);
        expect(answer.body()).toEqual({ data: [], next_cursor: null });
        expect(answer.row?.rowsReturned).toBe(0);
      }
    }
  });

  test("a filter cannot widen it", async () => {
    const own = await addNumber(db, "+39063");
    const foreign = await addNumber(db, "+39064");
    await addConversation(db, foreign);
    const mine = await addConversation(db, own);
    const token = await addToken(db, { numberIds: [own] });
    const all = await callApi(db, "/api/v1/conversations", token.secret);
    expect(all.body().data).toMatchObject([{ id: mine.id, managed_number: { phone: "+39063" } }]);
    const path = `/api/v1/conversations?managed_number_id=${foreign}`;
    expect((await callApi(db, path, token.secret)).body().data).toEqual([]);
    const inCapitals = `/api/v1/conversations?managed_number_id=${own.toUpperCase()}`;
    expect((await callApi(db, inCapitals, token.secret)).body().data).toMatchObject([{ id: mine.id }]);
  });

  test("a token that masks contacts shows neither phone, name nor WhatsApp's id", async () => {
    const number = await addNumber(db, "+39065");
    const conversation = await addConversation(db, number, {
      phone: "+393331112233",
      name: "Giulia Ferri",
    });
    const { messageId } = await addLocation(db, conversation);
    const token = await addToken(db, { numberIds: [number], masksContacts: true });
    const texts: string[] = [];
    for (const path of [
      "/conversations",
      `/conversations/${conversation.id}`,
      `/conversations/${conversation.id}/messages`,
      `/messages/${messageId}`,
      "/locations",
    ]) {
      const answer = await callApi(db, `/api/v1${path}`, token.secret);
      expect(answer.status).toBe(200);
      texts.push(answer.text);
    }
    expect(texts.join()).not.toMatch(/3331112|Giulia|Ferri|wamid/);
    expect(texts[1]).toContain("G••• F•••");
  });

  test("a message shows its position only with Read locations", async () => {
    const number = await addNumber(db, "+39066");
    const { messageId } = await addLocation(db, await addConversation(db, number));
    const seeing = await addToken(db, { numberIds: [number] });
    const blind = await addToken(db, { numberIds: [number], permissions: ["conversations:read"] });
    const path = `/api/v1/messages/${messageId}`;
    expect((await callApi(db, path, seeing.secret)).body().position).toEqual({
      latitude: 41.9,
      longitude: 12.5,
      name: "Bar Centrale",
      address: null,
    });
    expect((await callApi(db, path, blind.secret)).body().position).toBeNull();
  });
});

describe("GET /token", () => {
  test("tells a token what it is, may do and sees", async () => {
    const number = await addNumber(db, "+39067");
    const token = await addToken(db, {
      numberIds: [number],
      permissions: ["locations:read"],
      masksContacts: true,
      expiresAt: FUTURE,
    });
    const answer = await callApi(db, "/api/v1/token", token.secret);
    expect(answer.body()).toEqual({
      id: token.id,
      name: "Test token",
      supplier: "Test supplier",
      state: "active",
      activates_at: "2020-01-01T00:00:00.000Z",
      expires_at: "2999-01-01T00:00:00.000Z",
      permissions: ["locations:read"],
      visibility: {
        all_numbers: false,
        managed_numbers: [{ id: number, phone: "+39067", label: "+39067" }],
        masks_contacts: true,
      },
      limits: { allowed_ips: [], rate_limit_per_minute: 600 },
      secret: { hint: token.secret.slice(-4), replaced_until: null },
      callbacks: [],
    });
    expect(answer.row).toMatchObject({ status: 200, code: null, tokenId: token.id, rowsReturned: 1 });
  });

  test("tells how its own callbacks are doing, and no address of theirs", async () => {
    const token = await addToken(db, { permissions: [] });
    const other = await addToken(db);
    const url = "https://hooks.example/secret";
    await db.insert(callbacks).values([
      { tokenId: token.id, eventType: "message.status_changed", url, enabled: false },
      { tokenId: token.id, eventType: "message.received", url, lastSuccessAt: PAST, failingSince: PAST },
      {
        tokenId: token.id,
        eventType: "conversation.created",
        url,
        pausedAt: PAST,
        pausedReason: "It answered 410.",
      },
      { tokenId: other.id, eventType: "message.received", url },
    ]);
    const answer = await callApi(db, "/api/v1/token", token.secret);
    const nothing = { failing_since: null, paused_at: null, paused_reason: null, last_success_at: null };
    const at = PAST.toISOString();
    expect(answer.body().callbacks).toEqual([
      {
        ...nothing,
        event_type: "conversation.created",
        state: "paused",
        paused_at: at,
        paused_reason: "It answered 410.",
      },
      {
        ...nothing,
        event_type: "message.received",
        state: "failing",
        failing_since: at,
        last_success_at: at,
      },
      { ...nothing, event_type: "message.status_changed", state: "off" },
    ]);
    expect(answer.text).not.toContain("hooks.example");
    expect((await callApi(db, "/api/v1/token", other.secret)).body().callbacks).toEqual([
      { ...nothing, event_type: "message.received", state: "not_called_yet" },
    ]);
  });
});
