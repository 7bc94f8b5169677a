import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addConversation, addNumber, addToken, openApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { downloadHeld } from "../support/memory";
import { createTestDatabase } from "../support/postgres";

const FEW = 1_000;
const MANY = 40_000;
const MAX_GROWTH_BYTES = 10 * 2 ** 20;
const FORMATS = ["ndjson", "csv", "xlsx"];

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
const secrets: Record<string, string> = {};

async function addMessages(phone: string, count: number): Promise<string> {
  const numberId = await addNumber(db, phone);
  const { id } = await addConversation(db, numberId);
  await db.execute(sql`insert into messages
      (id, conversation_id, managed_number_id, direction, type, text, external_id, sent_at)
    select gen_random_uuid(), ${id}, ${numberId}, 'inbound', 'text', repeat(md5(i::text), 8), ${phone} || i,
      '2026-11-01Z'::timestamptz + i * interval '1 second'
    from generate_series(1, ${count}::int) i`);
  return (await addToken(db, { numberIds: [numberId] })).secret;
}

beforeAll(async () => {
  secrets.few = await addMessages("+39061", FEW);
  secrets.many = await addMessages("+39062", MANY);
  await db.execute(sql`analyze`);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

async function download(who: string, format: string) {
  const { body } = await openApi(`/api/v1/exports/messages?format=${format}`, secrets[who]);
  return downloadHeld(body as ReadableStream<Uint8Array>);
}

test.each(FORMATS)(`${MANY} messages as %s need hardly more memory than ${FEW}`, async (format) => {
  const few = await download("few", format);
  const many = await download("many", format);
  expect(many.bytes).toBeGreaterThan(10 * few.bytes);
  expect(many.held - few.held).toBeLessThan(MAX_GROWTH_BYTES);
});

test("a client that leaves ends the export, and the log says how far it came", async () => {
  const { body, headers } = await openApi("/api/v1/exports/messages", secrets.many);
  const reader = body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const [row] = await db.execute<{ stream_state: string; rows_returned: number }>(
    sql`select stream_state, rows_returned from api_requests where id = ${headers.get("x-request-id")}`,
  );
  expect(row?.stream_state).toBe("cut_off");
  expect(row?.rows_returned).toBeGreaterThan(0);
  expect(row?.rows_returned).toBeLessThan(MANY / 2);
});
