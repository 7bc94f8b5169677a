import "server-only";
import type { Database } from "@/db/client";
import { type Identity, identify } from "../api-tokens/authenticate";
import { countCall, type RateLimit, rateLimitHeaders, unknownSecretKey } from "../api-tokens/rate-limit";
import { database } from "../database";
import { env } from "../env";
import { AppError } from "../errors";
import { formatCount } from "../format/numbers";
import { logger } from "../logger";
import { observeCall } from "../metrics/observe";
import { completeRequest, type RequestRow, recordRequest } from "../request-log/writer";
import { requireBounds } from "./bounds";
import { LightResponse } from "./light-response";
import { observedStream } from "./observed-stream";
import { takeStreamPlace } from "./open-streams";
import { compressed, isStream, type Outcome, type StreamBody } from "./outcome";
import { problemBody, problemHeaders, statusOf } from "./problem";
import { asRefusal, problemResponse } from "./refusal";
import { requestRow } from "./request-row";
import { safetyHeaders } from "./safety-headers";
import { clientIp, requestId } from "./trusted-headers";

/** A call whose caller is looked up; `identifyAgain` does so by the database as it is by then, for long answers. */
export type Call = { identity: Identity; db: Database; identifyAgain: () => Promise<Identity> };

/** Decides what a call is answered; a refusal is thrown. */
export type Serve = (call: Call) => Promise<Outcome>;

/** Whoever comes with no known token, or with one that may not be used from there, as a stolen one. */
function isUnknownSecret({ tokenId, refusal }: Identity): boolean {
  return tokenId === null || refusal?.code === "ip_not_allowed";
}

/** Counts the call where it belongs: to its usable token, or of an unknown secret to the caller's address. */
async function countCaller(identity: Identity, ip: string | null): Promise<RateLimit | null> {
  const { refusal, tokenId, rateLimitPerMinute } = identity;
  if (isUnknownSecret(identity)) return countCall(unknownSecretKey(ip), env().UNKNOWN_TOKEN_LIMIT_PER_MINUTE);
  // The owner of an expired or paused token is told so however often he asks.
  if (refusal !== null || tokenId === null || rateLimitPerMinute === null) return null;
  return countCall(tokenId, rateLimitPerMinute);
}

function requireQuota(limit: RateLimit | null, identity: Identity): void {
  if (!limit?.isExceeded) return;
  const calls = formatCount(limit.limitPerMinute, "call");
  const whose = isUnknownSecret(identity)
    ? `Without a known token that may be used from there an address may make ${calls}`
    : `This token may make ${calls}`;
  throw new AppError(
    "rate_limited",
    `${whose} a minute. Try again in ${formatCount(limit.resetSeconds, "second")}.`,
    { retryAfterSeconds: limit.resetSeconds },
  );
}

function refused(error: AppError, id: string): Outcome {
  return {
    status: statusOf(error.code),
    headers: problemHeaders(error),
    body: problemBody(error, id),
    rows: null,
  };
}

/** The open stream, whose row is completed by how it ended; the row itself is there since before the first byte. */
function loggedStream(
  { body, leave }: { body: StreamBody; leave: () => void },
  row: RequestRow,
  begun: number,
): ReadableStream<Uint8Array> {
  return observedStream(body.open(), async ({ bytes, isWhole }) => {
    leave();
    try {
      await completeRequest(row, {
        durationMs: Math.round(performance.now() - begun),
        rows: body.rows(),
        bytes,
        state: isWhole ? "complete" : "cut_off",
      });
    } catch (error) {
      logger().error({ err: error, requestId: row.id }, "the end of a streamed answer was not logged");
    }
  });
}

/** Takes the place of an answer that will be streamed; of any other there is nothing to give back. */
function takePlace({ method }: Request, { body }: Outcome, { tokenId }: Identity): () => void {
  return tokenId !== null && method !== "HEAD" && isStream(body) ? takeStreamPlace(tokenId) : () => undefined;
}

type Decision = {
  identity: Identity | null;
  rateLimit: RateLimit | null;
  outcome: Outcome;
  refusal: AppError | null;
  /** To be called when a streamed answer has ended. */
  leave: () => void;
};

async function decide(
  request: Request,
  { id, ip }: { id: string; ip: string | null },
  serve: Serve,
): Promise<Decision> {
  let identity: Identity | null = null;
  let rateLimit: RateLimit | null = null;
  try {
    const db = database();
    const authorization = request.headers.get("authorization");
    const identifyAgain = () => identify(db, authorization, ip);
    identity = await identifyAgain();
    rateLimit = await countCaller(identity, ip);
    requireQuota(rateLimit, identity);
    requireBounds(request);
    const outcome = await compressed(request, await serve({ identity, db, identifyAgain }));
    return { identity, rateLimit, outcome, refusal: null, leave: takePlace(request, outcome, identity) };
  } catch (error) {
    const refusal = asRefusal(error, id, "request failed");
    return { identity, rateLimit, outcome: refused(refusal, id), refusal, leave: () => undefined };
  }
}

/**
 * Runs one API request from its id to its durable log row; the answer leaves only after that is committed. A streamed
 * answer is logged before its first byte, and its row completed at its end. `route` is as the log names it; null when
 * there is none.
 */
export async function answerCall(request: Request, route: string | null, serve: Serve): Promise<Response> {
  const id = requestId(request.headers);
  const startedAt = new Date();
  const begun = performance.now();
  const ip = clientIp(request.headers, env().TRUSTED_PROXY_HOPS);
  const { identity, rateLimit, outcome, refusal, leave } = await decide(request, { id, ip }, serve);
  const { status, headers, rows } = outcome;
  const body = request.method === "HEAD" || status === 204 || status === 304 ? null : outcome.body;
  const isStreamed = body !== null && isStream(body);
  const row = requestRow(request, {
    id,
    startedAt,
    durationMs: Math.round(performance.now() - begun),
    route,
    ip,
    identity,
    status,
    refusal,
    rows,
    bytes: isStreamed ? null : Buffer.byteLength(body ?? ""),
    streamState: isStreamed ? "streaming" : null,
  });
  try {
    await recordRequest(row);
  } catch (error) {
    leave();
    logger().error({ err: error, requestId: id }, "request log not written");
    observeCall({ ...row, status: 503, code: "unavailable" });
    return problemResponse(new AppError("unavailable", "The request could not be recorded. Try again."), id);
  }
  observeCall(row);
  const answered = {
    status,
    headers: {
      ...(rateLimit && identity && !isUnknownSecret(identity) && rateLimitHeaders(rateLimit)),
      "cache-control": "no-store",
      ...safetyHeaders(),
      ...headers,
      "x-request-id": id,
    },
  };
  return isStreamed
    ? new Response(loggedStream({ body, leave }, row, begun), answered)
    : new LightResponse(body, answered);
}
