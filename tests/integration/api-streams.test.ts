import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";
import { runMaintenance } from "@/lib/jobs/maintenance";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken } from "../support/api-data";

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;
let given: { opened: boolean; cancelled: boolean };

/** Lines of a number each, as many as asked for; after them the source fails when it is told to. */
const { GET } = apiRoute({
  path: "/lines",
  permission: "data:export",
  params: noParams,
  query: z.strictObject({ lines: z.coerce.number(), fails: z.stringbool().default(false) }),
  contentTypes: () => ["text/csv; charset=utf-8"],
  doc: {
    operationId: "countLines",
    tag: "Exports",
    summary: "Count lines",
    description: "Lines of a number each.",
    answer: { files: { "text/csv": "One number a line." } },
  },
  handler: async (_ctx, { query }) => {
    let rows = 0;
    const open = () => {
      given.opened = true;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (rows === query.lines)
            return query.fails ? controller.error(new Error("database gone")) : controller.close();
          rows += 1;
          controller.enqueue(new TextEncoder().encode(`${rows}\r\n`));
        },
        cancel() {
          given.cancelled = true;
        },
      });
    };
    return { fileName: "lines.csv", open, rows: () => rows };
  },
});

beforeAll(async () => {
  world = await openAdminWorld();
  token = await addToken(world.db);
});

afterAll(() => world.close());

async function ask(query: string, headers: Record<string, string> = {}, method = "GET") {
  given = { opened: false, cancelled: false };
  const request = new Request(`http://localhost:3000/api/v1/lines?${query}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${token.secret}` },
  });
  const response = await GET(request, { params: Promise.resolve({}) });
  const id = response.headers.get("x-request-id") ?? "";
  const readRow = async () => (await world.db.select().from(apiRequests).where(eq(apiRequests.id, id)))[0];
  return { response, readRow };
}

test("a streamed answer is a row before its first byte, and a complete one when its last is out", async () => {
  const { response, readRow } = await ask("lines=3");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="lines.csv"');
  expect(await readRow()).toMatchObject({ status: 200, streamState: "streaming", rowsReturned: null });
  await setTimeout(30);
  expect(await response.text()).toBe("1\r\n2\r\n3\r\n");
  const row = await readRow();
  expect(row).toMatchObject({ streamState: "complete", rowsReturned: 3, responseBytes: 9, code: null });
  expect(row?.durationMs).toBeGreaterThanOrEqual(29);
});

test("it can be compressed", async () => {
  const { response, readRow } = await ask("lines=2000", { "accept-encoding": "gzip" });
  expect(response.headers.get("content-encoding")).toBe("gzip");
  const bytes = await response.arrayBuffer();
  const text = await new Response(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")),
  ).text();
  expect(text.split("\r\n")).toHaveLength(2001);
  expect(await readRow()).toMatchObject({ rowsReturned: 2000, responseBytes: bytes.byteLength });
});

test("a client that leaves gives the source up, and the row says so", async () => {
  const { response, readRow } = await ask("lines=1000000");
  const reader = response.body?.getReader();
  for (let i = 0; i < 5; i++) await reader?.read();
  await reader?.cancel();
  expect(given.cancelled).toBe(true);
  const row = await readRow();
  expect(row).toMatchObject({ status: 200, streamState: "cut_off" });
  expect(row?.rowsReturned).toBeLessThan(10);
  expect(row?.responseBytes).toBe(15);
});

test("a source that fails cuts the answer off, and the row says so", async () => {
  const { response, readRow } = await ask("lines=2&fails=true");
  await expect(response.text()).rejects.toThrow("database gone");
  expect(await readRow()).toMatchObject({ streamState: "cut_off", responseBytes: 6 });
});

test("an answer whose process died is cut off after a day, and no other", async () => {
  const now = new Date();
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const call = { durationMs: 1, method: "GET", path: "/api/v1/lines", status: 200, tokenId: token.id };
  const rows = [
    { id: uuidv7(), startedAt: hoursAgo(25), streamState: "streaming" as const },
    { id: uuidv7(), startedAt: hoursAgo(23), streamState: "streaming" as const },
    { id: uuidv7(), startedAt: hoursAgo(25), streamState: "complete" as const },
    { id: uuidv7(), startedAt: hoursAgo(25), streamState: null },
  ];
  await ensureRequestPartitions(world.db, hoursAgo(25), now);
  await world.db.insert(apiRequests).values(rows.map((row) => ({ ...call, ...row })));
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => faults.push(fault);
  const { signal } = new AbortController();
  await runMaintenance(world.db, { now, retentionDays: 90, eventRetentionDays: 30, signal, onFault });
  const states = new Map(
    (await world.db.select().from(apiRequests)).map(({ id, streamState }) => [id, streamState]),
  );
  expect(rows.map(({ id }) => states.get(id))).toEqual(["cut_off", "streaming", "complete", null]);
  expect(faults).toEqual([]);
});

test("a token may have three streamed answers under way, and a further one when any of them has ended", async () => {
  const open = await Promise.all([1, 2, 3].map(() => ask("lines=2")));
  const refused = await ask("lines=2");
  expect([refused.response.status, given.opened]).toEqual([429, false]);
  expect(refused.response.headers.get("retry-after")).toBe("30");
  expect(await refused.readRow()).toMatchObject({ code: "rate_limited", streamState: null });
  expect((await ask("lines=2", {}, "HEAD")).response.status).toBe(200);
  await open[0]?.response.text();
  const next = await ask("lines=2&fails=true");
  await expect(next.response.text()).rejects.toThrow("database gone");
  const last = await ask("lines=2");
  expect(last.response.status).toBe(200);
  expect((await ask("lines=2")).response.status).toBe(429);
  for (const { response } of [...open.slice(1), last]) await response.body?.cancel();
  expect((await ask("lines=2")).response.status).toBe(200);
});

test("HEAD and a refusal open nothing", async () => {
  const head = await ask("lines=5", {}, "HEAD");
  expect([head.response.status, given.opened]).toEqual([200, false]);
  const refused = await ask("lines=5", { accept: "application/json" });
  expect([refused.response.status, given.opened]).toEqual([406, false]);
  expect(await refused.readRow()).toMatchObject({ streamState: null, code: "not_acceptable" });
});
