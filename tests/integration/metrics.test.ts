import { afterAll, beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/metrics/route";
import type { Database } from "@/db/client";
import { callbacks, deliveryLanes } from "@/db/schema/callbacks";
import { env } from "@/lib/env";
import { observeAttempt } from "@/lib/metrics/observe";
import { version } from "@/package.json";
import { addConversation, addNumber, addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { type Metrics, metricsOf } from "../support/metrics";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

let server: TestDatabase;
let db: Database;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url);
  token = await addToken(db);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

function get(secret?: string): Promise<Response> {
  const headers = new Headers(secret === undefined ? [] : [["authorization", `Bearer ${secret}`]]);
  return GET(new Request("http://localhost/api/metrics", { headers }));
}

async function scraped(): Promise<Metrics> {
  const answer = await get(env().METRICS_SECRET);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return metricsOf(await answer.text());
}

test.each([undefined, "", "wrong", "test-jobs-secret-of-at-least-32-characters"])(
  "with the secret %j nothing is told",
  async (secret) => {
    const answer = await get(secret);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "secret_required" });
  },
);

test("every call is counted by route, method, status and code, whoever makes up methods and paths", async () => {
  const before = (await scraped()).sumOf("witiop_api_requests_total");
  await callApi(db, "/api/v1/token", token.secret);
  await callApi(db, "/api/v1/token", undefined);
  await callApi(db, "/api/v1/odd-1", token.secret, { method: "PROPFIND" });
  await callApi(db, "/api/v1/odd-2", token.secret, { method: "QUERY" });
  const metrics = await scraped();
  const count = (labels: Record<string, string>) => metrics.sumOf("witiop_api_requests_total", labels);
  expect(count({ route: "/token", method: "GET", status: "200", code: "ok" })).toBe(1);
  expect(count({ route: "/token", method: "GET", status: "401", code: "token_missing" })).toBe(1);
  expect(count({ route: "none", method: "other", status: "404", code: "not_found" })).toBe(2);
  expect(count({})).toBe(before + 4);
  expect(metrics.sumOf("witiop_api_request_duration_seconds_count", { route: "/token" })).toBe(2);
  expect(metrics.sumOf("witiop_request_log_batch_rows_sum")).toBe(before + 4);
  expect(metrics.sumOf("witiop_request_log_flush_duration_seconds_count")).toBeGreaterThan(0);
});

test("tries of callbacks are counted by what became of them", async () => {
  const result = { statusCode: 200, error: null, durationMs: 40, excerpt: null, retryAfterMs: null };
  const tried = {
    kind: "tried",
    startedAt: new Date(),
    retryInMs: null,
    probeInMs: null,
    pauseReason: null,
  } as const;
  observeAttempt({ ...tried, result, delivered: true });
  observeAttempt({ ...tried, result: { ...result, statusCode: 500 }, delivered: false });
  observeAttempt({ ...tried, result: { ...result, statusCode: null, error: "tls" }, delivered: false });
  const metrics = await scraped();
  for (const outcome of ["delivered", "http_error", "tls"])
    expect(metrics.sumOf("witiop_callback_attempts_total", { outcome })).toBe(1);
  expect(metrics.sumOf("witiop_callback_attempt_duration_seconds_sum")).toBeCloseTo(0.12);
});

test("lanes are told, and of them those that a worker could take", async () => {
  const number = await addNumber(db, "+390600000001");
  const paused = await addToken(db, { pausedAt: new Date() });
  const url = "https://receiver.example/";
  const of = { eventType: "message.received", url } as const;
  const [due, stopped] = await db
    .insert(callbacks)
    .values([
      { ...of, tokenId: token.id },
      { ...of, tokenId: paused.id },
    ])
    .returning();
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
  const lanes = [
    [due, -60],
    [due, -5],
    [due, 600],
    [stopped, -900],
  ] as const;
  for (const [callback, seconds] of lanes)
    await db.insert(deliveryLanes).values({
      callbackId: callback?.id ?? "",
      conversationId: (await addConversation(db, number)).id,
      nextAttemptAt: at(seconds),
    });
  const metrics = await scraped();
  expect(metrics.sumOf("witiop_callback_lanes")).toBe(4);
  expect(metrics.sumOf("witiop_callback_lanes_due")).toBe(2);
  expect(metrics.sumOf("witiop_callback_oldest_due_seconds")).toBeGreaterThan(55);
  expect(metrics.sumOf("witiop_callback_oldest_due_seconds")).toBeLessThan(120);
});

test("what the breaker holds back is not due, and of a half-open callback one lane is", async () => {
  const number = await addNumber(db, "+390600000002");
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
  for (const probeAt of [at(600), at(-20)]) {
    const { id: tokenId } = await addToken(db);
    const [callback] = await db
      .insert(callbacks)
      .values({ tokenId, eventType: "message.received", url: "https://receiver.example/", probeAt })
      .returning();
    for (let i = 0; i < 2; i++)
      await db.insert(deliveryLanes).values({
        callbackId: callback?.id ?? "",
        conversationId: (await addConversation(db, number)).id,
        nextAttemptAt: at(-90_000),
      });
  }
  const before = { due: 2, oldest: 55 };
  const metrics = await scraped();
  expect(metrics.sumOf("witiop_callback_lanes_due")).toBe(before.due + 1);
  expect(metrics.sumOf("witiop_callback_oldest_due_seconds")).toBeGreaterThan(before.oldest);
  expect(metrics.sumOf("witiop_callback_oldest_due_seconds")).toBeLessThan(300);
});

test("the process, its version and its connections are told, by names as Prometheus wants them", async () => {
  const metrics = await scraped();
  expect(metrics.samples.get("witiop_build_info")).toEqual([
    { labels: { version, node_version: process.version }, value: 1 },
  ]);
  expect(metrics.sumOf("process_resident_memory_bytes")).toBeGreaterThan(0);
  expect(metrics.sumOf("witiop_database_connections")).toBeGreaterThan(0);
  expect(metrics.sumOf("witiop_database_connections")).toBeLessThanOrEqual(env().DATABASE_POOL_MAX);
  expect(metrics.sumOf("witiop_database_max_connections")).toBe(env().DATABASE_POOL_MAX);
  expect(metrics.sumOf("witiop_database_up")).toBe(1);
  const own = [...metrics.families].filter(([name]) => name.startsWith("witiop_"));
  expect(own.length).toBeGreaterThan(15);
  for (const [name, type] of own) expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
});

test("no label tells of a person, a token or an address", async () => {
  const answer = await get(env().METRICS_SECRET);
  const text = await answer.text();
  for (const told of [token.id, token.supplierId, token.secret, "odd-1", "receiver.example", "+39"])
    expect(text).not.toContain(told);
});

test("while the database is away the rest is told", async () => {
  await server.drop();
  const metrics = await scraped();
  expect(metrics.sumOf("witiop_database_up")).toBe(0);
  expect(metrics.samples.has("witiop_callback_lanes")).toBe(false);
  expect(metrics.samples.has("witiop_database_answer_seconds")).toBe(false);
  expect(metrics.sumOf("witiop_api_requests_total")).toBeGreaterThan(0);
});
