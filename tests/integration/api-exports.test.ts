import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conversations } from "@/db/schema/conversations";
import { addConversation, addLocation, addMessage, addNumber, addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";
import { readSheets, record } from "../support/sheets";

const ROUTES = ["conversations", "messages", "locations"] as const;
type Route = (typeof ROUTES)[number];
type Resource = Record<string, unknown> & { id: string };

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
const numbers: string[] = [];
let whole: Awaited<ReturnType<typeof addToken>>;

const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour));

beforeAll(async () => {
  whole = await addToken(db);
  for (const phone of ["+39061", "+39062", "+39063"]) numbers.push(await addNumber(db, phone));
  for (let i = 0; i < 12; i++) {
    const conversation = await addConversation(db, numbers[i % 3] as string, {
      phone: `+3933311122${i + 10}`,
      name: i % 4 === 0 ? '=cmd|"x"!A1' : "Giulia Ferri",
      status: i % 2 === 0 ? "closed" : "active",
      openedAt: at(i),
      closedAt: i % 2 === 0 ? at(20) : null,
    });
    await addMessage(db, conversation.id, { text: `Line 1,\r\n"line" ${i}`, sentAt: at(i) });
    await addMessage(db, conversation.id, {
      direction: "outbound",
      text: "=1+1",
      status: i % 3 === 0 ? "failed" : "read",
      statusAt: at(i + 1),
      sentAt: at(i),
    });
    if (i % 5 === 0) await addLocation(db, conversation);
  }
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

async function exported(route: Route, query: string, secret = whole.secret) {
  const answer = await callApi(db, `/api/v1/exports/${route}?${query}`, secret);
  expect(answer.status).toBe(200);
  return answer;
}

async function lines(route: Route, query = "", secret = whole.secret): Promise<Resource[]> {
  const { text, row } = await exported(route, query, secret);
  const rows = text.split("\n").slice(0, -1);
  expect(row).toMatchObject({ streamState: "complete", rowsReturned: rows.length });
  return rows.map((line) => JSON.parse(line));
}

/** The same rows as the list routes give them. */
async function listed(path: string, secret: string): Promise<Resource[]> {
  return (await callApi(db, `/api/v1${path}`, secret)).body().data;
}

const ids = (rows: readonly Resource[]) => rows.map(({ id }) => id);

describe("ndjson", () => {
  test.each([{ masksContacts: false }, { masksContacts: true }])(
    "has what the API's lists have, in their order, for a token with %j",
    async (settings) => {
      for (const count of [1, 2, 3]) {
        const { secret } = await addToken(db, { ...settings, numberIds: numbers.slice(0, count) });
        const conversations = await listed("/conversations?limit=100", secret);
        expect(await lines("conversations", "", secret)).toEqual(conversations);
        expect(conversations).toHaveLength(4 * count);
        expect(await lines("locations", "format=ndjson", secret)).toEqual(
          await listed("/locations?limit=100", secret),
        );
        const all = await lines("messages", "", secret);
        expect(all.map(({ sent_at }) => sent_at)).toEqual(
          all
            .map(({ sent_at }) => sent_at)
            .sort()
            .reverse(),
        );
        for (const { id } of conversations)
          expect(all.filter(({ conversation_id }) => conversation_id === id)).toEqual(
            await listed(`/conversations/${id}/messages?limit=100`, secret),
          );
      }
    },
  );

  test("of a token that sees nothing is empty", async () => {
    const { secret } = await addToken(db, { numberIds: [] });
    for (const route of ROUTES) expect(await lines(route, "", secret)).toEqual([]);
  });

  test("more rows than a page come once each, also when they differ by microseconds or only by id", async () => {
    const own = await addNumber(db, "+39064");
    const { id } = await addConversation(db, own);
    await db.execute(sql`insert into messages
        (id, conversation_id, managed_number_id, direction, type, text, external_id, sent_at)
      select gen_random_uuid(), ${id}, ${own}, 'inbound', 'text', i::text, 'many.' || i,
        ${at(3).toISOString()}::timestamptz + i / 3 * interval '1 microsecond'
      from generate_series(1, 1001) i`);
    const { secret } = await addToken(db, { numberIds: [own] });
    const stored = await db.execute<Resource>(
      sql`select id from messages where conversation_id = ${id} order by sent_at desc, id desc`,
    );
    expect(ids(await lines("messages", "", secret))).toEqual(ids(stored));
    await db.execute(sql`delete from messages where conversation_id = ${id}`);
    await db.execute(sql`delete from conversations where id = ${id}`);
  });
});

describe("filters", () => {
  test.each<[Route, string, number]>([
    ["conversations", "status=closed", 6],
    ["conversations", `from=${at(3).toISOString()}&to=${at(6).toISOString()}`, 3],
    ["messages", "direction=outbound", 12],
    ["messages", "status=failed", 4],
    ["messages", "type=location", 3],
    ["messages", "type=text&direction=inbound", 12],
    ["messages", "type=sticker", 0],
    ["messages", `from=${at(4).toISOString()}&to=${at(6).toISOString()}&direction=inbound`, 2],
    ["locations", `from=${at(10).toISOString()}&to=${at(11).toISOString()}`, 3],
  ])("%s?%s are %i", async (route, query, count) => {
    expect(await lines(route, query)).toHaveLength(count);
  });

  test("by number and contact", async () => {
    const [first] = await lines("conversations", `managed_number_id=${numbers[1]}`);
    const contact = first?.contact as Resource;
    expect(await lines("messages", `managed_number_id=${numbers[1]}&direction=inbound`)).toHaveLength(5);
    expect(ids(await lines("conversations", `contact_id=${contact.id}`))).toEqual([first?.id]);
    expect(await lines("locations", `contact_id=${contact.id}`)).toHaveLength(1);
    expect(await lines("locations", `conversation_id=${first?.id}`)).toHaveLength(1);
    const { secret } = await addToken(db, { numberIds: [numbers[0] as string] });
    for (const route of ROUTES)
      expect(await lines(route, `managed_number_id=${numbers[1]}`, secret)).toEqual([]);
  });

  test("messages of one contact, of all numbers that it wrote to, come once each and newest first", async () => {
    const [first] = await lines("conversations", `managed_number_id=${numbers[1]}`);
    const contactId = (first as { contact: Resource } | undefined)?.contact.id ?? "";
    const id = uuidv7();
    const [managedNumberId = ""] = numbers;
    const other = {
      managedNumberId,
      contactId,
      status: "closed",
      openedAt: at(0),
      lastMessageAt: at(0),
    } as const;
    await db.insert(conversations).values({ id, ...other });
    for (let hour = 0; hour < 24; hour++) await addMessage(db, id, { sentAt: at(hour) });
    const stored = await db.execute<Resource>(sql`select id from messages
      where conversation_id in (${first?.id}, ${id}) order by sent_at desc, id desc`);
    const query = `contact_id=${contactId}`;
    expect(ids(await lines("messages", query))).toEqual(ids(stored));
    expect(await lines("messages", `${query}&managed_number_id=${managedNumberId}`)).toHaveLength(24);
    expect(
      await lines("messages", `${query}&from=${at(2).toISOString()}&to=${at(4).toISOString()}`),
    ).toHaveLength(2);
    const { secret } = await addToken(db, { numberIds: [managedNumberId] });
    expect(await lines("messages", query, secret)).toHaveLength(24);
    await db.execute(sql`delete from messages where conversation_id = ${id}`);
    await db.execute(sql`delete from conversations where id = ${id}`);
  });

  test.each(["format=pdf", "limit=5", "cursor=x", "status=open", "from=x", "managed_number_id=1"])(
    "?%s is an invalid parameter",
    async (query) => {
      for (const route of ROUTES) {
        const answer = await callApi(db, `/api/v1/exports/${route}?${query}`, whole.secret);
        expect([answer.status, answer.body().code]).toEqual([400, "invalid_parameter"]);
      }
    },
  );
});

describe("what a token may export", () => {
  test("messages with Data export alone, but no position; locations need Read locations", async () => {
    const { secret } = await addToken(db, { permissions: ["data:export"] });
    const withPosition = (rows: Resource[]) => rows.filter(({ position }) => position !== null).length;
    expect(await lines("conversations", "", secret)).toHaveLength(12);
    expect(withPosition(await lines("messages"))).toBe(3);
    expect(withPosition(await lines("messages", "", secret))).toBe(0);
    const refused = await callApi(db, "/api/v1/exports/locations", secret);
    expect([refused.status, refused.body().missing_permission]).toEqual([403, "locations:read"]);
    expect(refused.row).toMatchObject({ missingPermission: "locations:read", streamState: null });
  });
});

describe("without a format", () => {
  const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const ask = (accept: string, query = "") =>
    callApi(db, `/api/v1/exports/messages${query}`, whole.secret, { headers: { accept } });

  test.each([
    ["", "application/x-ndjson"],
    ["*/*", "application/x-ndjson"],
    ["text/html, */*;q=0.8", "application/x-ndjson"],
    ["text/csv", "text/csv; charset=utf-8"],
    ["text/*", "text/csv; charset=utf-8"],
    ["text/csv; charset=utf-8, application/json", "text/csv; charset=utf-8"],
    [XLSX, XLSX],
    [`text/csv;q=0.5, ${XLSX}`, XLSX],
  ])("Accept: %s gives %s", async (accept, type) => {
    const { status, headers } = await ask(accept);
    expect([status, headers.get("content-type")]).toEqual([200, type]);
  });

  test("what no export is, or the format is not, is refused", async () => {
    for (const [accept, query] of [
      ["application/json", ""],
      ["text/csv", "?format=xlsx"],
    ] as const) {
      const { status, body } = await ask(accept, query);
      expect([status, body().code]).toEqual([406, "not_acceptable"]);
    }
    expect((await ask("application/json")).body().detail).toContain("text/csv");
  });
});

describe("files", () => {
  test.each(ROUTES)("%s as csv has a column per field, and no text that runs as a formula", async (route) => {
    const { text, headers } = await exported(route, "format=csv");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="${route}-\\d{4}-\\d\\d-\\d\\d\\.csv"$`),
    );
    const resources = await lines(route);
    const flat = (value: Record<string, unknown>, prefix = ""): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        inner !== null && typeof inner === "object"
          ? flat(inner as Record<string, unknown>, `${prefix}${key}_`)
          : [prefix + key],
      );
    const richest = resources.map((row) => flat(row)).toSorted((a, b) => b.length - a.length)[0];
    expect(text.slice(0, text.indexOf("\r\n")).split(",")).toEqual(richest);
    expect(text).not.toMatch(/(^|[,\n])"?=/);
    for (const { id } of resources) expect(text).toContain(`\r\n${id},`);
  });

  test("as xlsx they open, with times as times", async () => {
    const request = async (route: Route) => {
      const { bytes, headers } = await exported(route, "format=xlsx");
      expect(headers.get("content-type")).toContain("spreadsheetml");
      return (await readSheets(new Blob([bytes]).stream())).get(route) ?? [];
    };
    const conversations = await request("conversations");
    const [first] = await lines("conversations");
    expect(conversations).toHaveLength(13);
    const contact = first?.contact as Record<string, unknown>;
    expect(record(conversations, 1)).toMatchObject({
      id: first?.id,
      contact_phone: contact.phone,
      managed_number_phone: "+39063",
      "opened_at (UTC)": at(11),
      "closed_at (UTC)": null,
    });
    const messages = await request("messages");
    expect(messages).toHaveLength(1 + (await lines("messages")).length);
    expect(record(messages, 1)["sent_at (UTC)"]).toEqual(at(11));
    expect(await request("locations")).toHaveLength(4);
  });
});
