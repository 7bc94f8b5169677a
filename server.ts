import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { routes } from "@/app/api/routes";
import { watchClock } from "@/lib/clock-watch";
import { database } from "@/lib/database";
import { assertDurableDatabase } from "@/lib/database-checks";
import { encryptionKeys, env, isDevServer } from "@/lib/env";
import { type AppError, notFound } from "@/lib/errors";
import { cleanRequest } from "@/lib/http/front";
import { closeGracefully } from "@/lib/http/graceful-stop";
import { createHttpServer } from "@/lib/http/http-server";
import { type PageRequest, pageRefusal } from "@/lib/http/page-refusal";
import { asRefusal, problemResponse } from "@/lib/http/refusal";
import { currentRequest, withRequestId } from "@/lib/http/request-context";
import { createRouter, isDirect } from "@/lib/http/router";
import { declareStopping, isStopping } from "@/lib/http/stopping";
import { declareFront, requestId } from "@/lib/http/trusted-headers";
import { STOP_LIMIT_MS, startWorker, type Worker } from "@/lib/jobs/worker";
import { captureConsole, logger } from "@/lib/logger";
import { assertReadableSecrets } from "@/lib/signing-secrets/key-check";

/** What is not answered by then is cut off, and has until the limit to say so in the log. */
const CUT_OFF_MS = 20_000;

const settings = env();
const log = logger();
const db = database();
if (!isDevServer()) captureConsole();
await assertDurableDatabase(db);
await assertReadableSecrets(db, encryptionKeys(settings));
const clock = watchClock(db);

declareFront();
const app = next({ dev: isDevServer(), hostname: settings.HOST, port: settings.PORT });
await app.prepare();
const pages = app.getRequestHandler();

/** The answer to a request whose handler failed, or of which no `Request` can be made; its cause is in the log. */
function unexpected(error: unknown): Response {
  const { requestId = "" } = currentRequest();
  return problemResponse(asRefusal(error, requestId, "request failed"), requestId);
}

/** Why a request is refused that no handler takes: there is no such route, or what was asked for cannot be a page. */
function refusalOf(incoming: PageRequest): AppError {
  const refusal = isDirect(incoming.url ?? "/") ? null : pageRefusal(incoming);
  if (refusal) log.debug({ code: refusal.code }, "page refused");
  return refusal ?? notFound("This route");
}

const router = createRouter(routes);
const direct = getRequestListener(
  (request, { incoming }) =>
    router(request, incoming.url ?? "/") ?? problemResponse(refusalOf(incoming), requestId(request.headers)),
  { overrideGlobalObjects: false, errorHandler: unexpected },
);
const front = { appUrl: new URL(settings.APP_URL), trustedProxyHops: settings.TRUSTED_PROXY_HOPS };

/** The API goes straight to its handlers, what can be a page through Next.js; nothing passes uncleaned. */
function handle(req: IncomingMessage, res: ServerResponse): void {
  withRequestId(cleanRequest(req, front), () => {
    if (isDirect(req.url ?? "/") || pageRefusal(req)) void direct(req, res);
    else void pages(req, res);
  });
}

// A request for another protocol is served as the plain one that it also is; reloading pages needs a socket.
const server = createHttpServer({ handle, shouldUpgrade: isDevServer });

let worker: Worker | null = null;
server.once("error", (error) => {
  log.fatal({ err: error, port: settings.PORT }, "cannot listen");
  process.exit(1);
});
server.listen(settings.PORT, settings.HOST, () => {
  if (settings.WORKER) worker = startWorker();
  log.info({ url: settings.APP_URL, port: settings.PORT, worker: settings.WORKER }, "listening");
});

/**
 * Fails readiness first, takes in nothing new a little later, answers what it took in, stops the worker and closes the
 * pool last; 25 seconds at most.
 */
async function stop(
  reason: string,
  exitCode: number,
  delaySeconds = settings.STOP_DELAY_SECONDS,
): Promise<void> {
  if (isStopping()) return;
  declareStopping();
  log.info({ reason }, "stopping");
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  const closed = closeGracefully(server, { delayMs: delaySeconds * 1000, cutOffMs: CUT_OFF_MS });
  await Promise.all([closed, worker?.stop()]);
  clock.stop();
  await db.$client.end({ timeout: 5 });
  process.exit(exitCode);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal, 0));
process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "uncaught exception");
  void stop("uncaught exception", 1, 0);
});
