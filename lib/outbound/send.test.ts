import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createCallbackAgent } from "./guarded-agent";
import { createResolver } from "./resolve-host";
import { isDelivered, parseRetryAfter, sendCallback } from "./send";

const agent = createCallbackAgent({ allowedNetworks: ["127.0.0.0/8"] });
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const send = (url: string, options: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
  sendCallback({ url, body: '{"a":"è"}', headers: { "webhook-id": "1" }, agent, ...options });

describe("sendCallback", () => {
  it("posts JSON under its own name and keeps the answer", async () => {
    const url = await serve((req, res) => {
      let body = "";
      req.on("data", (chunk) => (body += chunk));
      req.on("end", () => {
        const { "user-agent": agentName, "content-type": type, "webhook-id": id } = req.headers;
        res.end(JSON.stringify({ agentName, type, id, body, method: req.method }));
      });
    });
    const result = await send(url);
    expect(result).toMatchObject({ statusCode: 200, error: null });
    expect(isDelivered(result)).toBe(true);
    expect(JSON.parse(result.excerpt ?? "")).toEqual({
      agentName: "WitiOp-Callbacks/1",
      type: "application/json",
      id: "1",
      body: '{"a":"è"}',
      method: "POST",
    });
  });

  it("follows no redirect", async () => {
    let calls = 0;
    const url = await serve((_req, res) => {
      calls++;
      res.writeHead(307, { location: "/elsewhere" }).end();
    });
    const result = await send(url);
    expect(result).toMatchObject({ statusCode: 307, excerpt: null });
    expect(isDelivered(result)).toBe(false);
    expect(calls).toBe(1);
  });

  it("reads 16 kB of an endless answer and hangs up", async () => {
    let sent = 0;
    let closed = false;
    const url = await serve((_req, res) => {
      const timer = setInterval(() => {
        sent += 65_536;
        res.write(Buffer.alloc(65_536, "x"));
      }, 1);
      res.on("close", () => {
        closed = true;
        clearInterval(timer);
      });
    });
    const result = await send(url);
    expect(result).toMatchObject({ statusCode: 200, error: null });
    expect(result.excerpt?.length).toBe(2_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(true);
    expect(sent).toBeLessThan(10_000_000);
  });

  it("keeps an answer that text cannot hold as storable text", async () => {
    const url = await serve((_req, res) => res.end(Buffer.from([0x61, 0x00, 0xed, 0xa0, 0x80, 0xff])));
    const { excerpt } = await send(url);
    expect(excerpt).not.toContain("\0");
    expect(excerpt?.isWellFormed()).toBe(true);
  });

  it("counts the status when the body never ends", async () => {
    const url = await serve((_req, res) => {
      res.write("begun");
    });
    expect(await send(url, { timeoutMs: 200 })).toMatchObject({
      statusCode: 200,
      error: null,
      excerpt: "begun",
    });
  });

  it("takes the first of several Retry-After", async () => {
    const url = await serve((_req, res) => {
      res.statusCode = 503;
      res.setHeader("retry-after", ["7", "9"]).end();
    });
    expect(await send(url)).toMatchObject({ statusCode: 503, retryAfterMs: 7_000 });
  });

  it("waits for the answer behind an interim one", async () => {
    const url = await serve((_req, res) => {
      res.writeProcessing();
      res.writeHead(201).end("done");
    });
    expect(await send(url)).toMatchObject({ statusCode: 201, excerpt: "done" });
  });

  it("says what went wrong below HTTP", async () => {
    const silent = await serve(() => undefined);
    expect(await send(silent, { timeoutMs: 100 })).toMatchObject({ statusCode: null, error: "timeout" });
    expect(await send(silent, { signal: AbortSignal.timeout(50) })).toMatchObject({ error: "aborted" });
    expect(await send(silent, { signal: AbortSignal.abort() })).toMatchObject({ error: "aborted" });
    expect(await send("http://127.0.0.1:1/")).toMatchObject({ error: "refused" });
    const reset = await serve((req) => req.socket.destroy());
    expect(await send(reset)).toMatchObject({ error: "reset" });
    const plain = (await serve((_req, res) => res.end())).replace("http:", "https:");
    expect(await send(plain)).toMatchObject({ error: "tls" });
    const tcp = createTcpServer((socket) => socket.end("SSH-2.0-x\r\n"));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    expect(await send(`http://127.0.0.1:${(tcp.address() as AddressInfo).port}/`)).toMatchObject({
      error: "protocol",
    });
    tcp.close();
  });

  it("uses its connections again for calls that follow each other", async () => {
    const sockets = new Set<number | undefined>();
    const url = await serve((req, res) => {
      sockets.add(req.socket.remotePort);
      res.end("ok");
    });
    for (let i = 0; i < 20; i++) expect(await send(url)).toMatchObject({ statusCode: 200 });
    // A call that follows at once may find the one before not yet put back.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it("waits 5 seconds for a connection with its TLS and 15 in all", async () => {
    const accepted: Socket[] = [];
    const mute = createTcpServer((socket) => void accepted.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const { port } = mute.address() as AddressInfo;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const ended = new Map<string, string | null>();
    const tries = [`https://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/`].map(async (url) => {
      ended.set(new URL(url).protocol, (await send(url)).error);
    });
    while (accepted.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const passed = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
      return Object.fromEntries(ended);
    };
    expect(await passed(4_990)).toEqual({});
    expect(await passed(20)).toEqual({ "https:": "timeout_connect" });
    expect(await passed(9_970)).toEqual({ "https:": "timeout_connect" });
    expect(await passed(30)).toEqual({ "https:": "timeout_connect", "http:": "timeout" });
    vi.useRealTimers();
    await Promise.all(tries);
    for (const socket of accepted) socket.destroy();
    mute.close();
  });

  it("names failures of DNS and of connecting", async () => {
    const notFound = Object.assign(new Error("no"), { code: "ENOTFOUND" });
    const ask = (resolve: () => Promise<string[]>, connectTimeoutMs = 5_000) =>
      sendCallback({
        url: "http://example.com/",
        body: "{}",
        headers: {},
        agent: createCallbackAgent({ allowedNetworks: [], resolve, connectTimeoutMs }),
      });
    expect(await ask(() => Promise.reject(notFound))).toMatchObject({ error: "dns" });
    expect(await ask(() => new Promise(() => undefined), 100)).toMatchObject({ error: "dns" });
  });
});

describe("createResolver", () => {
  it("asks once at a time and remembers a failure for a while", async () => {
    let asked = 0;
    let time = 0;
    const resolve = createResolver(
      async () => {
        asked++;
        throw new Error("no");
      },
      () => time,
    );
    await Promise.allSettled([resolve("a"), resolve("a")]);
    await expect(resolve("a")).rejects.toThrow("no");
    expect(asked).toBe(1);
    time = 31_000;
    await expect(resolve("a")).rejects.toThrow("no");
    expect(asked).toBe(2);
  });
});

describe("parseRetryAfter", () => {
  const now = new Date("2026-11-01T10:00:00Z");

  it.each([
    ["120", 120_000],
    ["Sun, 01 Nov 2026 10:01:00 GMT", 60_000],
    ["Sun, 01 Nov 2026 09:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    [undefined, null],
  ])("reads %s", (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });
});
