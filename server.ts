import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { routes } from "@/app/api/routes";
import { database } from "@/lib/database";
import { assertDurableDatabase, clockOffsetMs, isClockOffsetTolerable } from "@/lib/database-checks";
import { env, isDevServer } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { createDispatch } from "@/lib/http/dispatch";
import { cleanHeaders } from "@/lib/http/front";
import { problemResponse } from "@/lib/http/refusal";
import { declareFront, requestId } from "@/lib/http/trusted-headers";
import { startWorker } from "@/lib/jobs/worker";
import { logger } from "@/lib/logger";

const STOP_LIMIT_MS = 25_000;
const DIRECT = /^(?:[a-z]+:\/\/[^/?#]*)?\/api\/(?:v1|channels|jobs|health)(?:[/?#]|$)/;

const settings = env();
const log = logger();
const db = database();
await assertDurableDatabase(db);
const offsetMs = await clockOffsetMs(db);
if (!isClockOffsetTolerable(offsetMs))
  log.warn({ offsetMs }, "this host's clock is off: receivers will refuse the signatures of callbacks");

declareFront();
const app = next({ dev: isDevServer(), hostname: settings.HOST, port: settings.PORT });
await app.prepare();
const pages = app.getRequestHandler();

const dispatch = createDispatch(routes);
const direct = getRequestListener(
  (request, { incoming }) =>
    dispatch(request, incoming.url ?? "/") ??
    problemResponse(notFound("This route"), requestId(request.headers)),
  { overrideGlobalObjects: false },
);

/** The API goes straight to its handlers, everything else through Next.js; nothing passes with a header unclean. */
function handle(req: IncomingMessage, res: ServerResponse): void {
  cleanHeaders(req, {
    appUrl: new URL(settings.APP_URL),
    trustedProxyHops: settings.TRUSTED_PROXY_HOPS,
  });
  if (DIRECT.test(req.url ?? "")) void direct(req, res);
  else void pages(req, res);
}

const server = createServer(
  {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
  },
  handle,
);
if (!isDevServer())
  server.on("upgrade", (_req, socket) => {
    socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });

const worker = settings.WORKER ? startWorker() : null;

server.listen(settings.PORT, settings.HOST, () => {
  log.info({ url: settings.APP_URL, port: settings.PORT, worker: settings.WORKER }, "listening");
});

let stopping = false;

/** Takes in nothing new, answers what it took in, stops the worker and closes the pool; 25 seconds at most. */
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.all([closed, worker?.stop()]);
  await db.$client.end({ timeout: 5 });
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
