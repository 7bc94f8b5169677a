import { once } from "node:events";
import { appendFile, mkdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { Webhook } from "standardwebhooks";

const BODY_LIMIT_BYTES = 65_536;
const KEPT_EVENTS = 1_000;

/** One callback as it arrived. */
export type ReceivedEvent = {
  receivedAt: string;
  path: string;
  webhookId: string;
  webhookTimestamp: string;
  type: string;
  verified: boolean;
  /** Whether this id was verified and accepted on this path before. */
  duplicate: boolean;
  headers: Record<string, string>;
  body: string;
};

export type StartReceiverOptions = {
  /** A free one unless told. */
  port?: number;
  /** 127.0.0.1 unless told. */
  host?: string;
  /** The signing secrets (`whsec_…`) of which any may have signed; asked anew for every callback. */
  secrets: () => readonly string[];
  /** Gets one JSON line per callback, on disk before the answer is sent. */
  logFile?: string;
  onEvent?: (event: ReceivedEvent) => void;
  /** Answers with another status than 204 or 401, or by `res` itself, to play a failing receiver. */
  answerWith?: (
    event: ReceivedEvent,
    res: ServerResponse,
  ) => number | undefined | Promise<number | undefined>;
};

export type RunningReceiver = {
  /** Without a trailing slash; every path below it takes callbacks. */
  url: string;
  port: number;
  /** The latest 1,000 callbacks, oldest first. */
  events(): readonly ReceivedEvent[];
  close(): Promise<void>;
};

/**
 * Starts an HTTP server that checks each POST as a Standard Webhooks callback against the raw bytes and answers 204
 * when a secret verifies it, 401 when none does, 413 above 64 kB; `GET /` gives counts, `GET /events` the latest as
 * JSON.
 */
export async function startReceiver(options: StartReceiverOptions): Promise<RunningReceiver> {
  const events: ReceivedEvent[] = [];
  const counts = { received: 0, verified: 0, refused: 0, duplicates: 0 };
  const accepted = new Set<string>();
  if (options.logFile !== undefined) await mkdir(dirname(options.logFile), { recursive: true });

  const receive = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readBody(req);
    if (body === undefined) return send(res, 413, "The body is larger than 64 kB.\n");
    const event = describe(req, body, options.secrets());
    const key = `${event.path} ${event.webhookId}`;
    event.duplicate = accepted.has(key);
    const status = (await options.answerWith?.(event, res)) ?? (event.verified ? 204 : 401);
    if (event.verified && status < 300) accepted.add(key);
    counts.received += 1;
    counts[event.verified ? "verified" : "refused"] += 1;
    if (event.duplicate) counts.duplicates += 1;
    events.push(event);
    if (events.length > KEPT_EVENTS) events.shift();
    if (options.logFile !== undefined) await appendFile(options.logFile, `${JSON.stringify(event)}\n`);
    options.onEvent?.(event);
    send(res, status, status === 401 ? "No signing secret fits this signature.\n" : "");
  };

  const server = createServer((req, res) => {
    const path = pathOf(req);
    if (req.method === "POST") {
      receive(req, res).catch((error: unknown) => {
        send(res, 500, `${error instanceof Error ? error.message : "unknown error"}\n`);
      });
    } else if (req.method !== "GET") send(res, 405, "Callbacks are sent with POST.\n");
    else if (path === "/") send(res, 200, countsText(counts));
    else if (path === "/events") send(res, 200, JSON.stringify(events), "application/json");
    else send(res, 404, "There is / and /events; callbacks are sent with POST.\n");
  });
  server.listen({ port: options.port ?? 0, host: options.host ?? "127.0.0.1" });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    events: () => events,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** What arrived when, and whether it can be trusted, in one line. */
export function eventLine({ receivedAt, type, webhookId, verified, duplicate, path }: ReceivedEvent): string {
  const trust = verified ? "verified" : "NOT VERIFIED";
  return [receivedAt, type.padEnd(22), webhookId, path, trust, ...(duplicate ? ["duplicate"] : [])].join(
    "  ",
  );
}

function describe(req: IncomingMessage, body: Buffer, secrets: readonly string[]): ReceivedEvent {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers)) headers[name] = String(value);
  return {
    receivedAt: new Date().toISOString(),
    path: pathOf(req),
    webhookId: headers["webhook-id"] ?? "",
    webhookTimestamp: headers["webhook-timestamp"] ?? "",
    type: typeOf(body),
    verified: secrets.some((secret) => isSignedWith(secret, body, headers)),
    duplicate: false,
    headers,
    body: body.toString("utf8"),
  };
}

function isSignedWith(secret: string, body: Buffer, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function typeOf(body: Buffer): string {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    const type = parsed !== null && typeof parsed === "object" && "type" in parsed ? parsed.type : undefined;
    return typeof type === "string" ? type.replace(/[^\x20-\x7e]/g, "?").slice(0, 100) : "(no type)";
  } catch {
    return "(not JSON)";
  }
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? "/").split("?", 1)[0] ?? "/";
}

async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream stays open on early return, so that the sender can still read why.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(res: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  if (res.destroyed || res.headersSent) return;
  res.writeHead(status, {
    ...(text ? { "content-type": type } : {}),
    ...(res.req.complete ? {} : { connection: "close" }),
  });
  res.end(text);
}

function countsText(counts: Record<string, number>): string {
  const lines = Object.entries(counts).map(([name, count]) => `${name.padEnd(12)}${count}`);
  return `Callback receiver\n${lines.join("\n")}\n`;
}
