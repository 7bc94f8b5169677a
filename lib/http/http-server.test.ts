import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { once } from "@/db/registry";
import { testEnv } from "@/tests/support/env";
import { metrics } from "../metrics/instruments";
import { createHttpServer, type HttpServerOptions } from "./http-server";
import { problemResource } from "./problem-schema";

const GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

once("env", () => testEnv("postgres://nobody.invalid/none"));

let server: Server;

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function serve(options: Partial<HttpServerOptions>): Promise<void> {
  const handle = (_req: IncomingMessage, res: ServerResponse) => res.end("answered");
  server = createHttpServer({ handle, shouldUpgrade: () => false, ...options });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

function open(): Socket {
  return connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
}

async function countOf(name: "httpRefusals" | "httpStalledAnswers" | "httpInFlight", reason?: string) {
  const { values } = await metrics()[name].get();
  return values.find(({ labels }) => (labels as { reason?: string }).reason === reason)?.value ?? 0;
}

test.each([
  ["headers", "GET / HTTP/1.1\r\nHost: x\r\n"],
  ["bytes of a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n123"],
])("%s that come too slowly end in 408, counted", async (_what, start) => {
  const before = await countOf("httpRefusals", "timeout");
  await serve({
    headersTimeoutMs: 200,
    requestTimeoutMs: 300,
    handle: (req, res) => void req.resume().on("end", () => res.end()),
  });
  const socket = open();
  socket.write(start);
  const drip = setInterval(() => socket.write(start.startsWith("GET") ? "X: y\r\n" : "4"), 150);
  const answer = await text(socket).finally(() => clearInterval(drip));
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nconnection: close\r\n/);
  expect(await countOf("httpRefusals", "timeout")).toBe(before + 1);
});

test("a reader who stands still is cut off, and what writes to him hears of it", async () => {
  const before = await countOf("httpStalledAnswers");
  let closed = () => {};
  const isCutOff = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const write = (res: ServerResponse): void => {
    while (!res.destroyed && res.write(Buffer.alloc(64 * 1024)));
    if (!res.destroyed) res.once("drain", () => write(res));
  };
  await serve({ stallMs: 300, handle: (_req, res) => write(res.once("close", closed)) });
  const socket = open();
  socket.pause();
  socket.write(GET);
  await isCutOff;
  expect(await countOf("httpStalledAnswers")).toBe(before + 1);
});

test("a slow reader who reads on is not cut off", async () => {
  const before = await countOf("httpStalledAnswers");
  const size = 8 * 1024 * 1024;
  await serve({
    stallMs: 1_500,
    handle: (_req, res) => res.setHeader("connection", "close").end(Buffer.alloc(size)),
  });
  const socket = open();
  socket.write(GET);
  let received = 0;
  const begun = performance.now();
  for await (const chunk of socket) {
    received += (chunk as Buffer).length;
    await sleep(25);
  }
  expect(received).toBeGreaterThan(size);
  expect(performance.now() - begun).toBeGreaterThan(2_000);
  expect(await countOf("httpStalledAnswers")).toBe(before);
});

test("an answer that is slow to begin, and a connection that is idle, are no stalled answers", async () => {
  const before = await countOf("httpStalledAnswers");
  await serve({ stallMs: 2_000, handle: (_req, res) => void setTimeout(() => res.end("late"), 300) });
  const socket = open();
  socket.write(GET.replace("Host: x", "Connection: close"));
  expect(await text(socket)).toContain("late");
  expect(await countOf("httpStalledAnswers")).toBe(before);
});

test("an answer that pauses while it is written is no stalled one", async () => {
  const before = await countOf("httpStalledAnswers");
  const handle = async (_req: IncomingMessage, res: ServerResponse) => {
    res.setHeader("connection", "close").write("begun ");
    await sleep(1_000);
    res.end("late");
  };
  await serve({ stallMs: 200, handle });
  const socket = open();
  socket.write(GET);
  expect(await text(socket)).toMatch(/begun [\s\S]*late/);
  expect(await countOf("httpStalledAnswers")).toBe(before);
});

test.each(["Content-Length: 1000000000", "Transfer-Encoding: chunked"])(
  "a body with GET, %s, is not waited for: its answer arrives, and is the last one",
  async (header) => {
    await serve({});
    const socket = open();
    const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    // More than the server has read when it answers: closed at once, the connection would be reset.
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n${piece.repeat(50)}`);
    const flow = setInterval(() => socket.write(piece), 10);
    const answer = await text(socket).finally(() => clearInterval(flow));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\nconnection: close\r\n[\s\S]*answered/);
    const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    await expect.poll(connections, { timeout: 3_000 }).toBe(0);
  },
);

test.each([
  ["GARBAGE\r\n\r\n", 400, "malformed_request"],
  [`GET / HTTP/1.1\r\nX: ${"x".repeat(20 * 1024)}\r\n\r\n`, 431, "headers_too_large"],
  ["CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"],
])("what cannot be read is told so as a whole problem: %#", async (bytes, status, code) => {
  await serve({});
  const socket = open();
  socket.write(bytes);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  const problem = problemResource.parse(JSON.parse(body));
  expect(problem).toMatchObject({ status, code, type: `http://localhost:3000/api-docs#${code}` });
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toContain(`\r\nx-request-id: ${problem.request_id}`);
  expect(head).toContain(`\r\ncontent-length: ${Buffer.byteLength(body)}`);
});

test("chunk extensions without end are refused and counted", async () => {
  const before = await countOf("httpRefusals", "chunk_extensions_too_large");
  await serve({ handle: (req, res) => void req.resume().on("end", () => res.end()) });
  const socket = open();
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  socket.write(`2;${"x".repeat(20 * 1024)}\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
  expect(await countOf("httpRefusals", "chunk_extensions_too_large")).toBe(before + 1);
});

test("a connection beyond the most is dropped and counted", async () => {
  const before = await countOf("httpRefusals", "too_many_connections");
  await serve({});
  server.maxConnections = 1;
  const first = open();
  first.write(GET);
  await new Promise((resolve) => first.once("data", resolve));
  expect(await text(open()).catch(() => "")).toBe("");
  expect(await countOf("httpRefusals", "too_many_connections")).toBe(before + 1);
  first.destroy();
});

test("a request beyond a connection's last one is refused and counted", async () => {
  const before = await countOf("httpRefusals", "connection_spent");
  await serve({});
  server.maxRequestsPerSocket = 1;
  const socket = open();
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write(GET + GET);
  await expect.poll(() => received).toMatch(/^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 503 /);
  socket.destroy();
  expect(await countOf("httpRefusals", "connection_spent")).toBe(before + 1);
});

test("requests in flight are counted until their answers are out or their connections gone", async () => {
  const answers: ServerResponse[] = [];
  await serve({ handle: (_req, res) => void answers.push(res) });
  const before = await countOf("httpInFlight");
  const [stays, leaves] = [open(), open()];
  for (const socket of [stays, leaves]) socket.write(GET);
  await expect.poll(() => countOf("httpInFlight")).toBe(before + 2);
  leaves.destroy();
  await expect.poll(() => countOf("httpInFlight")).toBe(before + 1);
  for (const res of answers) res.end();
  await expect.poll(() => countOf("httpInFlight")).toBe(before);
  stays.destroy();
});
