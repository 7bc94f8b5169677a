import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { addConversation, addLocation, addMessage, addNumber, addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

let server: TestDatabase;
let db: Database;
let secret: string;
let numbers: string[];
let conversation: Awaited<ReturnType<typeof addConversation>>;
const conversationIds: string[] = [];
const locationIds: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url);
  ({ secret } = await addToken(db));
  numbers = [await addNumber(db, "+39061"), await addNumber(db, "+39062")];
  for (let i = 0; i < 23; i++) {
    conversation = await addConversation(db, numbers[i % 2] as string, {
      status: i % 3 === 0 ? "closed" : "waiting",
      openedAt: new Date(Date.UTC(2026, 9, 1 + i)),
    });
    conversationIds.unshift(conversation.id);
    if (i % 4 === 0) locationIds.unshift((await addLocation(db, conversation)).id);
  }
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

async function allPages(path: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = "";
  for (let page = 0; cursor !== null && page < 500; page++) {
    const join = path.includes("?") ? "&" : "?";
    const answer = await callApi(db, `/api/v1${path}${cursor && `${join}cursor=${cursor}`}`, secret);
    expect(answer.status).toBe(200);
    const body = answer.body();
    expect(answer.row?.rowsReturned).toBe(body.data.length);
    ids.push(...body.data.map((row: { id: string }) => row.id));
    cursor = body.next_cursor;
  }
  return ids;
}

describe("paging", () => {
  test.each([1, 7, 22, 23, 24, 100])("conversations by %i come once each, newest first", async (limit) => {
    expect(await allPages(`/conversations?limit=${limit}`)).toEqual(conversationIds);
  });

  test.each([1, 4])("locations by %i come once each, newest first", async (limit) => {
    expect(await allPages(`/locations?limit=${limit}`)).toEqual(locationIds);
  });

  test("the default is 20, and the last page has no cursor", async () => {
    const first = (await callApi(db, "/api/v1/conversations", secret)).body();
    expect(first.data).toHaveLength(20);
    const rest = await callApi(db, `/api/v1/conversations?cursor=${first.next_cursor}`, secret);
    expect(rest.body()).toMatchObject({ data: { length: 3 }, next_cursor: null });
  });

  test("messages that differ by microseconds, or only by id, come once each", async () => {
    const thread = await addConversation(db, numbers[0] as string);
    for (let i = 0; i < 30; i++) {
      const id = await addMessage(db, thread.id);
      const micros = 500 + Math.floor(i / 3);
      await db.execute(sql`update messages
        set sent_at = '2026-11-01T10:00:00.123Z'::timestamptz + make_interval(secs => ${micros} / 1e6)
        where id = ${id}`);
    }
    const ordered = await db.execute<{ id: string }>(
      sql`select id from messages where conversation_id = ${thread.id} order by sent_at desc, id desc`,
    );
    for (const limit of [1, 4, 100]) {
      const paged = await allPages(`/conversations/${thread.id}/messages?limit=${limit}`);
      expect(paged).toEqual(ordered.map((row) => row.id));
    }
  });

  test("a conversation without messages has an empty page", async () => {
    const { id } = await addConversation(db, numbers[0] as string, { openedAt: new Date(0) });
    const answer = await callApi(db, `/api/v1/conversations/${id}/messages`, secret);
    expect(answer.body()).toEqual({ data: [], next_cursor: null });
  });
});

describe("filters", () => {
  const count = async (query: string) =>
    (await callApi(db, `/api/v1/conversations?limit=100&${query}`, secret)).body().data.length;

  test("by status, number and period, the end excluded", async () => {
    expect(await count("status=closed")).toBe(8);
    expect(await count(`status=closed&managed_number_id=${numbers[0]}`)).toBe(4);
    expect(await count("from=2026-10-03T00:00:00Z&to=2026-10-05T00:00:00Z")).toBe(2);
    expect(await count("from=2026-10-03T02:00:00%2B02:00&to=2026-10-05T00:00:01Z")).toBe(3);
  });

  test("of locations", async () => {
    const list = async (query: string) =>
      (await callApi(db, `/api/v1/locations?${query}`, secret)).body().data.length;
    expect(await list(`managed_number_id=${numbers[0]}`)).toBe(6);
    expect(await list(`managed_number_id=${numbers[1]}`)).toBe(0);
    expect(await list("from=2026-11-01T10:00:00Z")).toBe(6);
    expect(await list("to=2026-11-01T10:00:00Z")).toBe(0);
  });
});

describe("bad input", () => {
  test.each([
    "limit=0",
    "limit=101",
    "limit=1.5",
    "limit=many",
    "limit=1&limit=2",
    "status=open",
    "status=waiting&staus=waiting",
    "managed_number_id=1",
    "from=yesterday",
    "from=0000-01-01T00:00:00Z",
    "unknown=1",
    "__proto__=1",
  ])("%s is a 400", async (query) => {
    const answer = await callApi(db, `/api/v1/conversations?${query}`, secret);
    expect(answer.status).toBe(400);
    expect(answer.body().code).toBe("invalid_parameter");
    expect(answer.row).toMatchObject({ code: "invalid_parameter", route: "/conversations" });
  });

  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  test.each([
    ["no base64", "!!!"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["no position", forged(["conversations"])],
    ["another list's", forged(["locations", { id: "01935a00-0000-7000-8000-000000000000" }])],
    ["no id", forged(["conversations", { id: "' or true --" }])],
    ["null", forged(null)],
    ["very long", "A".repeat(5000)],
  ])("a cursor that is %s is a 400", async (_, cursor) => {
    const answer = await callApi(db, `/api/v1/conversations?cursor=${cursor}`, secret);
    expect(answer.status).toBe(400);
    expect(answer.body().code).toBe("invalid_cursor");
    expect(answer.row?.code).toBe("invalid_cursor");
  });

  test.each(["2026-11-01", "2026-13-41T99:00:00.000000Z", "0000-01-01T00:00:00.000000Z"])(
    "a message cursor at %s does not reach the database",
    async (at) => {
      const cursor = forged(["messages", { at, id: "01935a00-0000-7000-8000-000000000000" }]);
      const path = `/api/v1/conversations/${conversation.id}/messages?cursor=${cursor}`;
      expect((await callApi(db, path, secret)).status).toBe(400);
    },
  );
});
