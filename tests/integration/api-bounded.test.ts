import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { PERMISSIONS } from "@/db/constants";
import type { Grant } from "@/lib/api-tokens/grant";
import { listAllMessages, listConversations, listLocations, listMessages } from "@/lib/conversations/queries";
import type { ScopedContext } from "@/lib/conversations/scope";
import { listEvents } from "@/lib/events/queries";
import { listEventsInput } from "@/lib/events/schema";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";

const CONVERSATIONS = 20_000;
const LIMIT = 20;
const SMALL = "01935a00-0000-7000-8000-0000000000aa";
/** The conversation of a number that has much. */
const BUSY = "01935a00-0000-7000-8000-0000000003e8";
const POSITIONS = 2_000;
const START = "2026-01-01T00:00:00Z";
/** Most rows that a page may look at, however many there are: some for each number and type that are merged. */
const BOUND = 12 * LIMIT;

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
const asked: { text: string; params: unknown[] }[] = [];
/** Connections that tell what they are asked. */
const told: Database = drizzle(
  postgres(server.url, {
    max: 1,
    connection: { TimeZone: "UTC", DateStyle: "ISO" },
    debug: (_connection, text, params) => asked.push({ text, params }),
  }),
);
let numbers: string[];

const at = (i: string) => sql.raw(`'${START}'::timestamptz + ${i} * interval '1 minute'`);

const threadId = sql.raw("('01935a00-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid");

/** A conversation in which one contact sent many positions. */
async function addBusyThread(): Promise<void> {
  await db.execute(sql`insert into messages
      (id, conversation_id, managed_number_id, direction, type, external_id, sent_at)
    select md5('b' || i)::uuid, id, managed_number_id, 'inbound', 'location', 'b' || i, ${at("i")}
    from generate_series(1, ${POSITIONS}::int) i join conversations on id = ${BUSY}`);
  await db.execute(sql`insert into locations
      (id, message_id, conversation_id, managed_number_id, contact_id, latitude, longitude, sent_at)
    select messages.id, messages.id, conversations.id, conversations.managed_number_id, contact_id, 1, 1, sent_at
    from messages join conversations on conversations.id = ${BUSY} and external_id like 'b%'`);
}

/** Five numbers with much of everything, and one that hardly anybody writes to, whose rows are the oldest. */
beforeAll(async () => {
  await db.execute(sql`insert into managed_numbers (id, phone, label, wa_phone_number_id)
    select case i when 0 then ${SMALL}::uuid else md5('n' || i)::uuid end, '+3906' || i, 'N', 'wa' || i
    from generate_series(0, 5) i`);
  await db.execute(sql`insert into contacts (id, phone)
    select md5('c' || i)::uuid, '+39' || i from generate_series(1, ${CONVERSATIONS}::int) i`);
  await db.execute(sql`insert into conversations
      (id, managed_number_id, contact_id, status, opened_at, last_message_at)
    select ${threadId}, case when i <= 30 then ${SMALL}::uuid else md5('n' || 1 + i % 5)::uuid end,
      md5('c' || i)::uuid, case when i between 31 and 60 then 'unmanaged' else 'closed' end, ${at("i")}, ${at("i")}
    from generate_series(1, ${CONVERSATIONS}::int) i`);
  await db.execute(sql`insert into messages
      (id, conversation_id, managed_number_id, direction, type, external_id, sent_at)
    select md5('m' || i)::uuid, ${threadId}, conversations.managed_number_id, 'inbound', 'location',
      'x' || i, ${at("i")}
    from generate_series(1, ${CONVERSATIONS}::int) i join conversations on conversations.id = ${threadId}`);
  await db.execute(sql`insert into locations
      (id, message_id, conversation_id, managed_number_id, contact_id, latitude, longitude, sent_at)
    select id, id, conversation_id, managed_number_id, md5('c' || split_part(external_id, 'x', 2))::uuid, 1, 1, sent_at
    from messages`);
  await db.execute(sql`insert into events (id, type, occurred_at, conversation_id, managed_number_id, payload)
    select messages.id, case when external_id in ('x40', 'x41') then 'conversation.created' else 'message.received' end,
      sent_at, conversation_id, managed_number_id, '{"conversation":{"contact":{}}}'
    from messages order by sent_at`);
  await addBusyThread();
  await db.$client.unsafe("vacuum analyze");
  const rows = await db.execute<{ id: string }>(sql`select id from managed_numbers order by phone`);
  numbers = rows.map(({ id }) => id);
});

afterAll(async () => {
  await told.$client.end();
  await db.$client.end();
  await server.drop();
});

type Plan = {
  /** The table that a scan reads. */
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};

/** How many rows the scans of a plan looked at. */
function rowsSeen(plan: Plan): number {
  const own = plan["Relation Name"]
    ? (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"]
    : 0;
  return (plan.Plans ?? []).reduce((sum, inner) => sum + rowsSeen(inner), own);
}

const PLANS = ["force_custom_plan", "force_generic_plan"] as const;

const literal = (value: unknown) => (value === null ? "null" : `'${String(value).replaceAll("'", "''")}'`);

/** The most rows that a statement looks at, by a plan for these values and by the one that is kept for any. */
async function rowsSeenBy({ text, params }: (typeof asked)[number]): Promise<number> {
  const seen: number[] = [];
  const values = params.length === 0 ? "" : `(${params.map(literal).join(", ")})`;
  await db.$client.begin(async (tx) => {
    await tx.unsafe(`prepare asked as ${text}`);
    for (const mode of PLANS) {
      await tx.unsafe(`set local plan_cache_mode = ${mode}`);
      const [explained] = await tx.unsafe(`explain (analyze, format json) execute asked ${values}`);
      seen.push(rowsSeen(explained?.["QUERY PLAN"][0].Plan));
    }
    await tx.unsafe("deallocate asked");
  });
  return Math.max(...seen);
}

/** The most rows that one of the statements of a read looks at. */
async function costOf(read: (ctx: ScopedContext) => Promise<unknown>, numberIds: string[] | null) {
  const grant: Grant = {
    tokenId: "",
    permissions: PERMISSIONS,
    numberIds,
    masksContacts: false,
  };
  asked.length = 0;
  await read({ db: told, grant });
  const costs: number[] = [];
  for (const one of asked.filter(({ text }) => /\b(conversations|messages|locations|events)\b/.test(text)))
    costs.push(await rowsSeenBy(one));
  expect(costs.length).toBeGreaterThan(0);
  return Math.max(...costs);
}

const old = { from: new Date(START), to: new Date("2026-01-01T02:00:00Z") };
const page = { limit: LIMIT };
const contact = { contact_id: "c4ca4238-a0b9-2382-0dcc-509a6f75849b" };
const message = { message_id: "ae7be26c-daa7-42ca-1480-68d5ac90eaca" };
const events = (input: object) => (ctx: ScopedContext) =>
  listEvents(ctx, listEventsInput.parse({ ...page, ...input }));

const READS: [string, (ctx: ScopedContext) => Promise<unknown>][] = [
  ["conversations", (ctx) => listConversations(ctx, { ...page, from: null, to: null })],
  ["conversations of long ago", (ctx) => listConversations(ctx, { ...page, ...old })],
  [
    "conversations of a rare status",
    (ctx) => listConversations(ctx, { ...page, from: null, to: null, status: "unmanaged" }),
  ],
  [
    "conversations of no status",
    (ctx) => listConversations(ctx, { ...page, from: null, to: null, status: "active" }),
  ],
  [
    "conversations of a contact",
    (ctx) => listConversations(ctx, { ...page, from: null, to: null, ...contact }),
  ],
  [
    "conversations of a number",
    (ctx) => listConversations(ctx, { ...page, from: null, to: null, managed_number_id: SMALL }),
  ],
  ["messages", (ctx) => listAllMessages(ctx, page)],
  ["messages of long ago", (ctx) => listAllMessages(ctx, { ...page, ...old })],
  ["messages of a contact", (ctx) => listAllMessages(ctx, { ...page, ...contact })],
  [
    "messages of a contact and number",
    (ctx) => listAllMessages(ctx, { ...page, ...contact, managed_number_id: SMALL }),
  ],
  ["messages of a number", (ctx) => listAllMessages(ctx, { ...page, managed_number_id: SMALL })],
  ["locations", (ctx) => listLocations(ctx, { ...page, from: null, to: null })],
  ["locations of long ago", (ctx) => listLocations(ctx, { ...page, ...old })],
  ["the location of a message", (ctx) => listLocations(ctx, { ...page, from: null, to: null, ...message })],
  ["locations of a contact", (ctx) => listLocations(ctx, { ...page, from: null, to: null, ...contact })],
  ["events", events({})],
  ["events of a number", events({ managed_number_id: SMALL })],
  ["events of a rare type", events({ type: "conversation.created" })],
  ["events of no type", events({ type: "message.status_changed" })],
];

describe.each(READS)("a page of %s", (_name, read) => {
  test.each<[string, () => string[] | null]>([
    ["all numbers", () => null],
    ["one number of many", () => [SMALL]],
    ["several numbers", () => numbers.slice(0, 3)],
  ])(`looks at a few rows only for a token that sees %s`, async (_sees, numberIds) => {
    expect(await costOf(read, numberIds())).toBeLessThanOrEqual(BOUND);
  });
});

test("a page of a conversation's messages looks at that conversation only", async () => {
  const [row] = await db.execute<{ id: string }>(sql`select id from conversations limit 1`);
  const read = (ctx: ScopedContext) =>
    listMessages(ctx, row?.id ?? "", { ...page, from: null, to: null, status: "failed" });
  for (const numberIds of [null, numbers]) expect(await costOf(read, numberIds)).toBeLessThanOrEqual(BOUND);
});

test("a page of what one contact sent much of looks at a few rows only", async () => {
  const [row] = await db.execute<{ contact_id: string }>(
    sql`select contact_id from conversations where id = ${BUSY}`,
  );
  const whole = { ...page, from: null, to: null };
  const reads = [
    (ctx: ScopedContext) => listLocations(ctx, { ...whole, conversation_id: BUSY }),
    (ctx: ScopedContext) => listLocations(ctx, { ...whole, contact_id: row?.contact_id }),
    (ctx: ScopedContext) => listAllMessages(ctx, { ...whole, contact_id: row?.contact_id }),
  ];
  for (const read of reads)
    for (const numberIds of [null, numbers.slice(0, 3)])
      expect(await costOf(read, numberIds)).toBeLessThanOrEqual(BOUND);
});
