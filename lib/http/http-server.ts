import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { metrics } from "../metrics/instruments";
import { PARSER_REFUSALS, type ParserRefusal, parserRefusal } from "./parser-refusals";

const MAX_REQUESTS_PER_CONNECTION = 10_000;
const MAX_CONNECTIONS = 10_000;
const LINGER_MS = 1_000;

export type HttpServerOptions = {
  handle: (req: IncomingMessage, res: ServerResponse) => void;
  /** Whether a request for another protocol is handed over, or served as the plain one that it also is. */
  shouldUpgrade: () => boolean;
  /** After this long without a byte that gets through, a connection that is answered is cut off. */
  stallMs?: number;
  headersTimeoutMs?: number;
  requestTimeoutMs?: number;
};

/** The last request of each connection and its answer. */
type Exchanges = WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>;

function refusalText(refusal: ParserRefusal): string {
  const { status, what } = PARSER_REFUSALS[refusal];
  const title = STATUS_CODES[status ?? 400];
  const body = JSON.stringify({ type: "about:blank", title, status, detail: `What was sent ${what}.` });
  return [
    `HTTP/1.1 ${status} ${title}`,
    "connection: close",
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

/** Answers for the parser and gives the peer a moment to read it: closed at once, what it still sends would void it. */
function answerAndClose(socket: Duplex, refusal: ParserRefusal): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(refusalText(refusal));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Makes the listener of what the parser refuses: counted once per connection, answered, closed. */
function refuseUnparsed(exchanges: Exchanges) {
  const refused = new WeakSet<Duplex>();
  return (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (refused.has(socket)) return;
    const refusal = parserRefusal(error.code);
    if (refusal === null) return void socket.destroy();
    refused.add(socket);
    metrics().httpRefusals.inc({ reason: refusal });
    const last = exchanges.get(socket);
    if (!last || last.res.writableFinished) return answerAndClose(socket, refusal);
    // What came before it on the connection was taken in and is answered first.
    if (last.req.complete) return void last.res.once("close", () => answerAndClose(socket, refusal));
    if (last.res.headersSent) socket.destroy();
    else answerAndClose(socket, refusal);
  };
}

function countRefusals(server: Server): void {
  const count = (reason: ParserRefusal) => metrics().httpRefusals.inc({ reason });
  server.on("dropRequest", () => count("connection_spent"));
  server.on("drop", () => count("too_many_connections"));
  server.on("connect", (_req: IncomingMessage, socket: Duplex) => {
    count("connect");
    socket.on("error", () => undefined);
    answerAndClose(socket, "connect");
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
  const take = (req: IncomingMessage, res: ServerResponse) => {
    const socket: Socket = req.socket;
    exchanges.set(socket, { req, res });
    metrics().httpInFlight.inc();
    res.once("close", () => metrics().httpInFlight.dec());
    res.once("timeout", () => {
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
  // Node.js takes bytes that get through to a slow reader as life, so that this cuts off only what stands still.
  server.timeout = stallMs;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  server.maxConnections = MAX_CONNECTIONS;
  server.on("checkExpectation", take);
  server.on("clientError", refuseUnparsed(exchanges));
  countRefusals(server);
  return server;
}
