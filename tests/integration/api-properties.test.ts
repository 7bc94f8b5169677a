import { sql } from "drizzle-orm";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { CONVERSATION_STATUSES, MESSAGE_DIRECTIONS, MESSAGE_STATUSES } from "@/db/constants";
import { addConversation, addLocation, addMessage, addNumber, addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";

const LISTS = ["conversations", "messages", "locations"] as const;
type List = (typeof LISTS)[number];
const TIMES = { conversations: "opened_at", messages: "sent_at", locations: "sent_at" };
const TYPES = ["text", "image", "location"];
const DAY = Date.UTC(2026, 10, 1);
const SECONDS = 6;

type Exact = "contact_id" | "conversation_id" | "message_id" | "status" | "direction" | "type";

/** A stored row as the model of a list sees it; `at` is exact text that sorts by time. */
type Row = { id: string; at: string; managed_number_id: string } & Partial<Record<Exact, string | null>>;

type Filters = Partial<Record<Exact | "managed_number_id", string>> & {
  from?: number;
  to?: number;
};

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
const numbers: string[] = [];
type Thread = Awaited<ReturnType<typeof addConversation>>;
const threads: Thread[] = [];
const positions: string[] = [];
/** A token per subset of the numbers, by its bits; the last sees all of them without naming any. */
const secrets: string[] = [];
let thread: Thread;

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
const instant = (second: number) => new Date(DAY + second * 1000).toISOString();

/** Moves a row to a moment that others have too, or miss by a microsecond. */
async function place(list: List, id: string, seed: number): Promise<void> {
  const [table, column] = [sql.identifier(list), sql.identifier(TIMES[list])];
  await db.execute(sql`update ${table} set ${column} = ${instant(seed % SECONDS)}::timestamptz
    + ${seed % 3}::int * interval '1 microsecond' where id = ${id}`);
}

async function addPosition(conversation: Thread): Promise<string> {
  const { id, messageId } = await addLocation(db, conversation);
  positions.push(messageId);
  return id;
}

async function addRow(list: List, seed: number): Promise<string> {
  const status = pick(CONVERSATION_STATUSES, seed);
  if (list === "messages") {
    const direction = pick(MESSAGE_DIRECTIONS, seed);
    const type = pick(TYPES, seed);
    const id = await addMessage(db, thread.id, { direction, type, status: pick(MESSAGE_STATUSES, seed) });
    await place(list, id, seed);
    return id;
  }
  const isFurther = list === "locations" && seed % 3 === 0;
  const conversation = isFurther
    ? pick(threads, seed)
    : await addConversation(db, pick(numbers, seed), { status });
  if (!isFurther) threads.push(conversation);
  const id = list === "conversations" ? conversation.id : await addPosition(conversation);
  await place(list, id, seed);
  return id;
}

beforeAll(async () => {
  for (const phone of ["+39061", "+39062", "+39063"]) numbers.push(await addNumber(db, phone));
  thread = await addConversation(db, numbers[0] as string);
  for (const list of LISTS) for (let seed = 0; seed < 20; seed++) await addRow(list, seed * 7);
  const settings = { rateLimitPerMinute: 1_000_000 };
  for (let bits = 0; bits < 8; bits++) {
    const numberIds = numbers.filter((_, place) => (bits >> place) % 2 === 1);
    secrets.push((await addToken(db, { ...settings, numberIds })).secret);
  }
  secrets.push((await addToken(db, settings)).secret);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

const COLUMNS = {
  conversations: sql`id, managed_number_id, contact_id, status`,
  messages: sql`id, managed_number_id, status, direction, type`,
  locations: sql`id, managed_number_id, contact_id, conversation_id, message_id`,
};

async function stored(list: List): Promise<Row[]> {
  const within = list === "messages" ? sql`conversation_id = ${thread.id}` : sql`true`;
  return db.execute<Row>(sql`select ${COLUMNS[list]},
      to_char(${sql.identifier(TIMES[list])} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from ${sql.identifier(list)} where ${within} order by ${sql.identifier(TIMES[list])} desc, id desc`);
}

function matches(row: Row, bits: number, { from, to, ...exact }: Filters): boolean {
  const isSeen = bits === 8 || (bits >> numbers.indexOf(row.managed_number_id)) % 2 === 1;
  return (
    isSeen &&
    Object.entries(exact).every(([name, value]) => row[name as keyof Row] === value) &&
    (from === undefined || row.at >= instant(from).replace("Z", "000Z")) &&
    (to === undefined || row.at < instant(to).replace("Z", "000Z"))
  );
}

const second = fc.integer({ min: -1, max: SECONDS });
const period = { from: second, to: second };
/** A period that ends before it begins is refused. */
const isPeriod = ({ from, to }: Filters) => from === undefined || to === undefined || from < to;
const someNumber = fc.nat(2).map((i) => pick(numbers, i));
const someContact = fc.nat(1000).map((i) => pick(threads, i).contactId);
const someThread = fc.nat(1000).map((i) => pick(threads, i).id);
const somePosition = fc.nat(1000).map((i) => pick(positions, i));
const FILTERS: Record<List, fc.Arbitrary<Filters>> = {
  conversations: fc.record(
    {
      ...period,
      managed_number_id: someNumber,
      contact_id: someContact,
      status: fc.constantFrom(...CONVERSATION_STATUSES),
    },
    { requiredKeys: [] },
  ),
  messages: fc.record(
    {
      ...period,
      direction: fc.constantFrom(...MESSAGE_DIRECTIONS),
      status: fc.constantFrom(...MESSAGE_STATUSES),
      type: fc.constantFrom(...TYPES, "sticker"),
    },
    { requiredKeys: [] },
  ),
  locations: fc.record(
    {
      ...period,
      managed_number_id: someNumber,
      contact_id: someContact,
      conversation_id: someThread,
      message_id: somePosition,
    },
    { requiredKeys: [] },
  ),
};

const pathOf = (list: List) => (list === "messages" ? `/conversations/${thread.id}/messages` : `/${list}`);

async function readPage(list: List, secret: string, query: URLSearchParams) {
  const answer = await callApi(db, `/api/v1${pathOf(list)}?${query}`, secret);
  expect(answer.status).toBe(200);
  return answer.body() as { data: { id: string }[]; next_cursor: string | null };
}

describe.each(LISTS)("the pages of %s", (list) => {
  const scene = fc.record({
    bits: list === "messages" ? fc.constantFrom(1, 3, 7, 8) : fc.nat(8),
    filters: FILTERS[list].filter(isPeriod),
    limit: fc.integer({ min: 1, max: 9 }),
    /** What is written between the pages. */
    arrivals: fc.array(fc.nat(1000), { maxLength: 3 }),
  });

  test("hold what the filters mean, once each and in order, whatever arrives between them", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ bits, filters, limit, arrivals }) => {
        const { from, to, ...exact } = filters;
        const query = new URLSearchParams({ ...exact, limit: String(limit) });
        if (from !== undefined) query.set("from", instant(from));
        if (to !== undefined) query.set("to", instant(to));
        const expected = (await stored(list)).filter((row) => matches(row, bits, filters));
        const added = new Set<string>();
        const waiting = [...arrivals];
        const given: string[] = [];
        for (let hasMore = true; hasMore; ) {
          const { data, next_cursor } = await readPage(list, pick(secrets, bits), query);
          expect(next_cursor === null ? data.length <= limit : data.length === limit).toBe(true);
          given.push(...data.map(({ id }) => id));
          hasMore = next_cursor !== null;
          query.set("cursor", next_cursor ?? "");
          const arrival = waiting.pop();
          if (hasMore && arrival !== undefined) added.add(await addRow(list, arrival));
        }
        expect(new Set(given).size).toBe(given.length);
        expect(given.filter((id) => !added.has(id))).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });
});

describe("whatever is asked", () => {
  const paths = routes
    .map(({ path }) => path)
    .filter((path) => path.startsWith("/api/v1/") && !path.includes("[["));
  const odd = fc.constantFrom(
    "",
    "0",
    "-1",
    "100",
    "1e9",
    "NaN",
    "null",
    "[]",
    "\u0000",
    "\ud800",
    "𝒳",
    "' or 1=1 --",
    "2026-11-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999+14:00",
    "01935a00-0000-7000-8000-000000000000",
    "xlsx",
    "csv",
    "failed",
    "message.received",
  );
  const value = fc.oneof(odd, fc.string({ unit: "binary", maxLength: 40 }));
  const position = fc.record({ id: value, at: value }, { requiredKeys: [] });
  const forged = fc
    .tuple(fc.oneof(fc.constantFrom<string>(...LISTS), value), fc.oneof(position, value, fc.constant(null)))
    .map((envelope) => Buffer.from(JSON.stringify(envelope)).toString("base64url"));
  const name = fc.oneof(
    fc.constantFrom("limit", "from", "to", "status", "direction", "type", "after", "format"),
    fc.constantFrom("managed_number_id", "contact_id", "conversation_id", "message_id"),
    fc.constantFrom("cursor", "__proto__", "constructor"),
    fc.string({ maxLength: 10 }),
  );
  const query = fc.array(fc.oneof(fc.tuple(name, value), fc.tuple(fc.constant("cursor"), forged)), {
    maxLength: 4,
  });
  const header = fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x20-\x7e]/g, "?"));
  const headers = fc.record(
    {
      accept: fc.oneof(fc.constantFrom("*/*", "application/json", "text/csv;q=0", "*/*;q=x"), header),
      "accept-encoding": fc.oneof(fc.constantFrom("gzip", "gzip;q=0", "*", "identity;q=0"), header),
      "if-none-match": fc.oneof(fc.constantFrom("*", 'W/"x"', '"'), header),
      "user-agent": header,
      "x-request-id": header,
      "x-forwarded-for": header,
      "content-length": fc.constantFrom("0", "5", "-1", "x"),
      range: header,
    },
    { requiredKeys: [] },
  );
  const secret = fc.oneof(
    { weight: 8, arbitrary: fc.nat(8).map((i) => pick(secrets, i)) },
    { weight: 1, arbitrary: header },
  );
  const call = fc.record({ path: fc.constantFrom(...paths), query, headers, secret, id: value });

  test("it is answered or refused, logged, and never our fault", async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { path, id } = given;
        const search = new URLSearchParams(
          given.query.map(([key, text]) => [key, text.toWellFormed()] as [string, string]),
        );
        const place = path.replace("[id]", () => encodeURIComponent(id.toWellFormed()) || uuidv7());
        const answer = await callApi(db, `${place}?${search}`, given.secret || undefined, {
          headers: given.headers,
        });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(answer.status).toBeLessThan(500);
        expect(answer.row?.status).toBe(answer.status);
        if (answer.status >= 400) expect(answer.body().code).toBe(answer.row?.code);
      }),
      { numRuns: 500 },
    );
    // Not all of it is refused at the first step.
    for (const status of [200, 400, 401, 404, 406]) expect([...statuses.keys()]).toContain(status);
  });
});
