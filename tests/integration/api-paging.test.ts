import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { apiRequests } from "@/db/schema/api-requests";
import type { paths } from "../client/api";
import { type ApiClient, createApiClient } from "../support/api-client";
import {
  addConversation,
  addLocation,
  addMessage,
  addNumber,
  addToken,
  apiFetch,
  callApi,
} from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

let server: TestDatabase;
let db: Database;
let secret: string;
let client: ApiClient;
let numbers: string[];
let conversation: Awaited<ReturnType<typeof addConversation>>;
const conversationIds: string[] = [];
const locationIds: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url);
  ({ secret } = await addToken(db));
  client = createApiClient("http://localhost:3000", secret, apiFetch);
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

type Page = { data: { id: string }[]; next_cursor: string | null };
type ReadPage = (cursor?: string) => Promise<{ data?: Page; response: Response }>;

/** The ids of a list that is read to its end, each page of which is logged with the number of its rows. */
async function allPages(read: ReadPage): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; cursor !== null && page < 500; page++) {
    const { data: body, response } = await read(cursor);
    if (!body) throw new Error(`The page was refused with ${response.status}.`);
    const id = response.headers.get("x-request-id") ?? "";
    const [row] = await db.select().from(apiRequests).where(eq(apiRequests.id, id));
    expect(row?.rowsReturned).toBe(body.data.length);
    ids.push(...body.data.map((one) => one.id));
    cursor = body.next_cursor;
  }
  return ids;
}

const listConversations = (query: { limit?: number; cursor?: string } = {}) =>
  client.GET("/conversations", { params: { query } });

describe("paging", () => {
  test.each([1, 7, 22, 23, 24, 100])("conversations by %i come once each, newest first", async (limit) => {
    const ids = await allPages((cursor) => listConversations({ limit, ...(cursor && { cursor }) }));
    expect(ids).toEqual(conversationIds);
  });

  test.each([1, 4])("locations by %i come once each, newest first", async (limit) => {
    const ids = await allPages((cursor) =>
      client.GET("/locations", { params: { query: { limit, ...(cursor && { cursor }) } } }),
    );
    expect(ids).toEqual(locationIds);
  });

  test("managed numbers come once each, the oldest first, and only those that the token sees", async () => {
    const numbersOf = (as: typeof client) => (cursor?: string) =>
      as.GET("/managed-numbers", { params: { query: { limit: 1, ...(cursor && { cursor }) } } });
    expect(await allPages(numbersOf(client))).toEqual(numbers);
    const [, second = ""] = numbers;
    const chosen = await addToken(db, { numberIds: [second], permissions: [] });
    const own = createApiClient("http://localhost:3000", chosen.secret, apiFetch);
    const { data } = await own.GET("/managed-numbers", {});
    expect(data).toEqual({ data: [{ id: second, phone: "+39062", label: "+39062" }], next_cursor: null });
  });

  test("the default is 20, and the last page has no cursor", async () => {
    const { data: first } = await listConversations();
    expect(first?.data).toHaveLength(20);
    const { data: rest } = await listConversations({ cursor: first?.next_cursor ?? "" });
    expect(rest).toMatchObject({ data: { length: 3 }, next_cursor: null });
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
      const paged = await allPages((cursor) =>
        client.GET("/conversations/{id}/messages", {
          params: { path: { id: thread.id }, query: { limit, ...(cursor && { cursor }) } },
        }),
      );
      expect(paged).toEqual(ordered.map((row) => row.id));
    }
  });

  test("a cursor of one conversation's messages is none of another's", async () => {
    const [one, other] = [await addConversation(db, numbers[0] as string), conversation];
    for (let i = 0; i < 2; i++) await addMessage(db, one.id);
    const first = await callApi(db, `/api/v1/conversations/${one.id}/messages?limit=1`, secret);
    const next = `messages?limit=1&cursor=${first.body().next_cursor}`;
    for (const id of [one.id, one.id.toUpperCase()])
      expect((await callApi(db, `/api/v1/conversations/${id}/${next}`, secret)).body().data).toHaveLength(1);
    const refused = await callApi(db, `/api/v1/conversations/${other.id}/${next}`, secret);
    expect([refused.status, refused.body().code]).toEqual([400, "invalid_cursor"]);
  });

  test("a conversation without messages has an empty page", async () => {
    const { id } = await addConversation(db, numbers[0] as string, { openedAt: new Date(0) });
    const { data } = await client.GET("/conversations/{id}/messages", { params: { path: { id } } });
    expect(data).toEqual({ data: [], next_cursor: null });
  });
});

describe("filters", () => {
  test("by status, number and period, the end excluded", async () => {
    const count = async (query: NonNullable<paths["/conversations"]["get"]["parameters"]["query"]>) =>
      (await client.GET("/conversations", { params: { query: { limit: 100, ...query } } })).data?.data.length;
    const from = "2026-10-03T00:00:00Z";
    expect(await count({ status: "closed" })).toBe(8);
    expect(await count({ status: "closed", managed_number_id: numbers[0] as string })).toBe(4);
    expect(await count({ from, to: "2026-10-05T00:00:00Z" })).toBe(2);
    expect(await count({ from: "2026-10-03T02:00:00+02:00", to: "2026-10-05T00:00:01Z" })).toBe(3);
  });

  test("of locations", async () => {
    const count = async (query: { managed_number_id?: string; from?: string; to?: string }) =>
      (await client.GET("/locations", { params: { query } })).data?.data.length;
    expect(await count({ managed_number_id: numbers[0] as string })).toBe(6);
    expect(await count({ managed_number_id: numbers[1] as string })).toBe(0);
    expect(await count({ from: "2026-11-01T10:00:00Z" })).toBe(6);
    expect(await count({ to: "2026-11-01T10:00:00Z" })).toBe(0);
  });
});

const LISTS = ["/conversations", "/locations", "/conversations/{id}/messages"];
const EXPORTS = ["/exports/conversations", "/exports/messages", "/exports/locations"];
const ask = (path: string, query: string) =>
  callApi(db, `/api/v1${path.replace("{id}", conversation.id)}?${query}`, secret);

describe("an empty parameter", () => {
  test.each([
    ["/conversations", "managed_number_id"],
    ["/conversations/{id}/messages", "status"],
    ["/locations", "from"],
    ["/exports/messages", "managed_number_id"],
    ["/exports/messages", "format"],
    ["/events", "from"],
    ["/token", "verbose"],
  ])("is refused: %s?%s=", async (path, name) => {
    const answer = await ask(path, `${name}=`);
    expect([answer.status, answer.body()]).toMatchObject([
      400,
      { code: "invalid_parameter", errors: { [name]: "Leave it out, or give it a value." } },
    ]);
    expect(answer.row).toMatchObject({ code: "invalid_parameter", rowsReturned: null });
  });

  test.each([...LISTS, "/managed-numbers", "/events"])(
    "may be the place of the first page of %s",
    async (path) => {
      const name = path === "/events" ? "after" : "cursor";
      expect((await ask(path, `${name}=`)).body()).toEqual((await ask(path, "")).body());
      expect((await ask(path, `${name}=&${name}=`)).status).toBe(400);
    },
  );

  test.each(EXPORTS)("is no place in %s, which has no pages", async (path) => {
    expect((await ask(path, "cursor=")).body()).toMatchObject({ code: "invalid_parameter" });
  });
});

describe("a period", () => {
  const day = "2026-11-01T00:00:00Z";

  test.each([...LISTS, ...EXPORTS])("of %s is refused when nothing can lie in it", async (path) => {
    for (const from of [day, "2026-11-01T00:00:00.001Z", "2026-11-01T01:00:01%2B01:00"]) {
      const answer = await ask(path, `from=${from}&to=${day}`);
      expect([answer.status, answer.body()]).toMatchObject([
        400,
        {
          code: "invalid_parameter",
          detail: "from: Give a time before to.",
          errors: { from: expect.any(String) },
        },
      ]);
    }
    expect((await ask(path, `from=2026-10-31T23:59:59.999Z&to=${day}`)).status).toBe(200);
  });
});

describe("bad input", () => {
  test.each([
    "limit=0",
    "limit=101",
    "limit=1.5",
    "limit=many",
    "limit=0x10",
    "limit=1e1",
    "limit=%205",
    "limit=%2B5",
    "limit=99999999999999999999",
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
      const cursor = forged([
        `messages ${conversation.id}`,
        { at, id: "01935a00-0000-7000-8000-000000000000" },
      ]);
      const path = `/api/v1/conversations/${conversation.id}/messages?cursor=${cursor}`;
      expect((await callApi(db, path, secret)).status).toBe(400);
    },
  );
});
