import { setTimeout } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { addConversation, addNumber, addToken, openApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";

const ROWS = 300;
/** Longer than an export goes on before it asks what its token may. */
const LONG_ENOUGH_MS = 1_100;

type Token = Awaited<ReturnType<typeof addToken>>;

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
let number: string;

beforeAll(async () => {
  number = await addNumber(db, "+39061");
  const { id } = await addConversation(db, number);
  await db.execute(sql`insert into messages
      (id, conversation_id, managed_number_id, direction, type, text, external_id, sent_at)
    select gen_random_uuid(), ${id}, ${number}, 'inbound', 'text', i::text, 'many.' || i,
      '2026-11-01'::timestamptz + i * interval '1 second'
    from generate_series(1, ${ROWS}::int) i`);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

const change = (settings: Partial<typeof apiTokens.$inferInsert>) => (token: Token) =>
  db.update(apiTokens).set(settings).where(eq(apiTokens.id, token.id));

/** Begins an export, makes the change after its first rows, and reads on when the last answer on its rights is old. */
async function exportThrough(makeChange: (token: Token) => PromiseLike<unknown>) {
  const token = await addToken(db, { numberIds: [number] });
  const response = await openApi("/api/v1/exports/messages", token.secret);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const lines = (bytes: Uint8Array | undefined) =>
    Buffer.from(bytes ?? [])
      .toString()
      .split("\n").length - 1;
  let read = lines((await reader.read()).value);
  await makeChange(token);
  await setTimeout(LONG_ENOUGH_MS);
  const readOn = async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      read += lines(piece.value);
  };
  const fault = await readOn().then(
    () => null,
    (error: unknown) => error,
  );
  const id = response.headers.get("x-request-id") ?? "";
  const [row] = await db.select().from(apiRequests).where(eq(apiRequests.id, id));
  return { fault, read, row };
}

test.concurrent.each<[what: string, makeChange: (token: Token) => PromiseLike<unknown>, code: string]>([
  ["paused", change({ pausedAt: new Date() }), "token_paused"],
  ["deleted", change({ deletedAt: new Date() }), "token_deleted"],
  ["expired", change({ expiresAt: new Date("2021-01-01T00:00:00Z") }), "token_expired"],
  ["without its permission", change({ permissions: ["conversations:read"] }), "forbidden"],
  ["shown masked contacts only", change({ masksContacts: true }), "forbidden"],
  [
    "shown fewer numbers",
    (token) => db.delete(apiTokenNumbers).where(eq(apiTokenNumbers.tokenId, token.id)),
    "forbidden",
  ],
])("an export under way breaks off once its token is %s", async (_what, makeChange, code) => {
  const { fault, read, row } = await exportThrough(makeChange);
  expect(fault).toMatchObject({ code });
  expect(read).toBe(100);
  expect(row).toMatchObject({ status: 200, streamState: "cut_off", rowsReturned: read });
});

test("an export goes on when its token is shown more", async () => {
  const { fault, read, row } = await exportThrough(change({ seesAllNumbers: true }));
  expect([fault, read]).toEqual([null, ROWS]);
  expect(row).toMatchObject({ streamState: "complete", rowsReturned: ROWS });
});
