import { randomUUIDv7 } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { AppError } from "../errors";
import { logger } from "../logger";
import { metrics } from "../metrics/instruments";
import { PARSER_REFUSALS, type ParserRefusal, parserRefusal } from "./parser-refusals";
import { problemBody, problemHeaders, statusOf } from "./problem";
import { safetyHeaders } from "./safety-headers";

const MAX_REQUESTS_PER_CONNECTION = 10_000;
const MAX_CONNECTIONS = 10_000;
const LINGER_MS = 1_000;

export type HttpServerOptions = {
  handle: (req: IncomingMessage, res: ServerResponse) => void;
  /** Whether a request for another protocol is handed over, or served as the plain one that it also is. */
  shouldUpgrade: () => boolean;
  /** After this long without a byte that gets through an answer is cut off, but for one that pauses while it is written. */
  stallMs?: number;
  headersTimeoutMs?: number;
  requestTimeoutMs?: number;
};

/** The last request of each connection and its answer. */
type Exchanges = WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>;

/** What each server is answering, and whether its answers are to be the last ones of their connections. */
const states = new WeakMap<Server, { answers: Set<ServerResponse>; isClosing: boolean }>();

/** Has every answer that has not begun, and all that follow, say that its connection is closed after it. */
export function announceClose(server: Server): void {
  const state = states.get(server);
  if (!state) return;
  state.isClosing = true;
  for (const res of state.answers) if (!res.headersSent) res.setHeader("connection", "close");
}

/** A refusal as the last answer of a bare connection, under an id that only a line of the process's log has. */
function refusalText(refusal: ParserRefusal): string {
  const { code, what } = PARSER_REFUSALS[refusal];
  if (code === null) return "";
  // A tunnel leads to no resource of ours, which could have a method.
  const error = new AppError(
    code,
    `What was sent ${what}.`,
    code === "method_not_allowed" ? { allow: [] } : {},
  );
  const requestId = randomUUIDv7();
  logger().debug({ requestId, reason: refusal }, "request refused unread");
  const body = problemBody(error, requestId);
  const headers = {
    connection: "close",
    ...safetyHeaders(),
    ...problemHeaders(error),
    "x-request-id": requestId,
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(body),
  };
  const status = statusOf(code);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n");
}

/** Ends a connection and gives the peer a moment to read: closed at once, what it still sends would void the answer. */
function endSoon(socket: Duplex, lastWords = ""): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(lastWords);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function refuse(socket: Duplex, refusal: ParserRefusal): void {
  metrics().httpRefusals.inc({ reason: refusal });
  endSoon(socket, refusalText(refusal));
}

/** Closes a connection on which a body went wrong: its request gets its own answer, if that comes within a moment. */
function endWithinBody(socket: Duplex, res: ServerResponse, refusal: ParserRefusal): void {
  const end = () => {
    clearTimeout(limit);
    if (res.headersSent) endSoon(socket);
    else refuse(socket, refusal);
  };
  const limit = setTimeout(end, LINGER_MS);
  if (res.writableFinished) end();
  else res.once("close", end);
}

/** Makes the listener of what the parser refuses: counted once per connection, answered, closed. */
function refuseUnparsed(exchanges: Exchanges) {
  const refused = new WeakSet<Duplex>();
  return (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (refused.has(socket)) return;
    const refusal = parserRefusal(error.code);
    if (refusal === null) return void socket.destroy();
    refused.add(socket);
    const last = exchanges.get(socket);
    if (last && !last.req.complete) endWithinBody(socket, last.res, refusal);
    // What came before it on the connection was taken in and is answered first.
    else if (last && !last.res.writableFinished) last.res.once("close", () => refuse(socket, refusal));
    else refuse(socket, refusal);
  };
}

/** True for a request whose body no handler reads: it means nothing there (RFC 9110, 9.3.1). */
function hasUnreadBody({ method, headers }: IncomingMessage): boolean {
  const { "content-length": length = "0", "transfer-encoding": coding } = headers;
  return (method === "GET" || method === "HEAD") && (length !== "0" || coding !== undefined);
}

/** Has an answer be the last one of its connection, which it says; the rest of its request's body is not waited for. */
function closeAfter(res: ServerResponse, socket: Socket): void {
  res.setHeader("connection", "close");
  // What Node.js calls behind a last answer would not give the peer a moment.
  socket.destroySoon = () => endSoon(socket);
}

function countRefusals(server: Server): void {
  const count = (reason: ParserRefusal) => metrics().httpRefusals.inc({ reason });
  server.on("dropRequest", () => count("connection_spent"));
  server.on("drop", () => count("too_many_connections"));
  server.on("connect", (_req: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => undefined);
    refuse(socket, "connect");
  });
}

/**
 * The HTTP server with all its bounds: on headers, bodies and answers that come or go too slowly, on connections and on
 * what each may ask. What the parser refuses gets a status and is counted; everything else reaches `handle`.
 */
export function createHttpServer(options: HttpServerOptions): Server {
  const { handle, shouldUpgrade, stallMs = 60_000 } = options;
  const { headersTimeoutMs = 15_000, requestTimeoutMs = 60_000 } = options;
  const exchanges: Exchanges = new WeakMap();
  const state = { answers: new Set<ServerResponse>(), isClosing: false };
  const take = (req: IncomingMessage, res: ServerResponse) => {
    const socket: Socket = req.socket;
    exchanges.set(socket, { req, res });
    state.answers.add(res);
    if (state.isClosing) res.setHeader("connection", "close");
    if (hasUnreadBody(req)) closeAfter(res, socket);
    metrics().httpInFlight.inc();
    res.once("close", () => {
      state.answers.delete(res);
      metrics().httpInFlight.dec();
    });
    res.on("timeout", () => {
      // Nothing waits to get through: the answer itself takes its time, and not its reader.
      if (res.headersSent && res.writableLength === 0) return void socket.setTimeout(stallMs);
      metrics().httpStalledAnswers.inc();
      socket.destroy();
    });
    handle(req, res);
  };
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, headersTimeoutMs),
      keepAliveTimeout: 65_000,
      shouldUpgradeCallback: shouldUpgrade,
      requireHostHeader: false,
    },
    take,
  );
  states.set(server, state);
  // Node.js takes bytes that get through to a slow reader as life, so that this cuts off only what stands still.
  server.timeout = stallMs;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  server.maxConnections = MAX_CONNECTIONS;
  server.on("checkExpectation", take);
  server.on("clientError", refuseUnparsed(exchanges));
  countRefusals(server);
  return server;
}
