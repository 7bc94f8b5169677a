import "server-only";
import type { z } from "zod";
import type { Database } from "@/db/client";
import type { Permission } from "@/db/constants";
import { type Identity, identify, type UsedSecret } from "../api-tokens/authenticate";
import { type Grant, requirePermission } from "../api-tokens/grant";
import { countCall, type RateLimit, rateLimitHeaders } from "../api-tokens/rate-limit";
import { database } from "../database";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { formatCount } from "../format/numbers";
import { fieldErrors } from "../input";
import { logger } from "../logger";
import { recordRequest } from "../request-log/writer";
import { problemBody, problemHeaders, statusOf } from "./problem";
import { asRefusal } from "./refusal";
import { requestRow } from "./request-row";
import { clientIp, requestId } from "./trusted-headers";

const ALLOW = ["GET", "HEAD", "OPTIONS"] as const;

/** What a handler of the public API is given. */
export type ApiContext = { db: Database; grant: Grant; secret: UsedSecret };

/** What a handler answers: a JSON value and how many objects are in it. */
export type ApiAnswer = { body: unknown; rows: number };

export type ApiRouteDefinition<P extends z.ZodType, Q extends z.ZodType> = {
  /** As in the documentation, below `/api/v1`: `/conversations/{id}`. */
  path: string;
  /** What the token must have; null when any usable token will do. */
  permission: Permission | null;
  params: P;
  query: Q;
  handler: (ctx: ApiContext, input: { params: z.output<P>; query: z.output<Q> }) => Promise<ApiAnswer>;
};

/** The second argument that Next.js and `server.ts` give to a handler. */
export type RouteContext = { params: Promise<Record<string, string | string[]>> };

type Handler = (request: Request, context: RouteContext) => Promise<Response>;

type Outcome = { status: number; headers: Record<string, string>; body: string; rows: number | null };

type Serve = (identity: Identity, db: Database) => Promise<Outcome>;

function parseOrThrow<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error);
  const named = Object.entries(fields).map(([name, message]) => `${name}: ${message}`);
  throw new AppError("invalid_parameter", named.join(" "), { fields });
}

function queryObject(request: Request): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in values)
      throw new AppError("invalid_parameter", `Give the parameter ${name} once.`, {
        fields: { [name]: "Give it once." },
      });
    if (value !== "") values[name] = value;
  }
  return values;
}

/** Counts the call of a usable token, whatever it asks for; null when nobody's quota is concerned. */
async function countIfUsable({ refusal, tokenId, rateLimitPerMinute }: Identity): Promise<RateLimit | null> {
  if (refusal !== null || tokenId === null || rateLimitPerMinute === null) return null;
  return countCall(tokenId, rateLimitPerMinute);
}

function requireQuota(limit: RateLimit | null): void {
  if (!limit?.isExceeded) return;
  const calls = formatCount(limit.limitPerMinute, "call");
  throw new AppError(
    "rate_limited",
    `This token may make ${calls} a minute. Try again in ${formatCount(limit.resetSeconds, "second")}.`,
    { retryAfterSeconds: limit.resetSeconds },
  );
}

function refused(error: AppError, requestId: string): Outcome {
  return {
    status: statusOf(error.code),
    headers: problemHeaders(error),
    body: problemBody(error, requestId),
    rows: null,
  };
}

/** Runs one API request from its id to its durable log row; the answer leaves only after that is committed. */
async function answer(request: Request, route: string | null, serve: Serve): Promise<Response> {
  const id = requestId(request.headers);
  const startedAt = new Date();
  const begun = performance.now();
  const ip = clientIp(request.headers, env().TRUSTED_PROXY_HOPS);
  let identity: Identity | null = null;
  let rateLimit: RateLimit | null = null;
  let outcome: Outcome;
  let refusal: AppError | null = null;
  try {
    const db = database();
    identity = await identify(db, request.headers.get("authorization"), ip);
    rateLimit = await countIfUsable(identity);
    requireQuota(rateLimit);
    outcome = await serve(identity, db);
  } catch (error) {
    refusal = asRefusal(error, id, "request failed");
    outcome = refused(refusal, id);
  }
  const row = requestRow(request, {
    id,
    startedAt,
    durationMs: Math.round(performance.now() - begun),
    route,
    ip,
    identity,
    status: outcome.status,
    code: refusal?.code ?? null,
    missingPermission: refusal?.details.missingPermission ?? null,
    rows: outcome.rows,
    bytes: Buffer.byteLength(outcome.body),
  });
  try {
    await recordRequest(row);
  } catch (error) {
    logger().error({ err: error, requestId: id }, "request log not written");
    outcome = refused(new AppError("unavailable", "The request could not be recorded. Try again."), id);
  }
  const bodyless = request.method === "HEAD" || outcome.status === 204;
  return new Response(bodyless ? null : outcome.body, {
    status: outcome.status,
    headers: {
      ...(rateLimit && rateLimitHeaders(rateLimit)),
      ...outcome.headers,
      "x-request-id": id,
      "cache-control": "no-store",
    },
  });
}

function allMethods(handler: Handler) {
  return {
    GET: handler,
    HEAD: handler,
    OPTIONS: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
  };
}

/**
 * Makes the handlers of one route of the public API from its declaration. They check in this order: token, its state,
 * the caller's address, its rate limit, permission, input; what the token does not see is the handler's to refuse. Every call is in
 * the request log, refused ones and wrong methods included.
 */
export function apiRoute<P extends z.ZodType, Q extends z.ZodType>(def: ApiRouteDefinition<P, Q>) {
  return allMethods((request, context) =>
    answer(request, def.path, async (identity, db): Promise<Outcome> => {
      if (request.method === "OPTIONS")
        return { status: 204, headers: { allow: ALLOW.join(", ") }, body: "", rows: null };
      if (identity.refusal) throw identity.refusal;
      if (request.method !== "GET" && request.method !== "HEAD")
        throw new AppError("method_not_allowed", `Use ${ALLOW.join(", ")}.`, { allow: ALLOW });
      const { grant, secret } = identity;
      if (!grant || !secret) throw notFound("This token");
      requirePermission(grant, def.permission);
      const params = parseOrThrow(def.params, await context.params);
      const query = parseOrThrow(def.query, queryObject(request));
      const result = await def.handler({ db, grant, secret }, { params, query });
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(result.body),
        rows: result.rows,
      };
    }),
  );
}

/** The handlers for every path below `/api/v1` that no route has: a logged 404. */
export function unknownRoute() {
  return allMethods((request) =>
    answer(request, null, async () => {
      throw new AppError("not_found", "There is no such route.");
    }),
  );
}
