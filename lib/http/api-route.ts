import "server-only";
import type { z } from "zod";
import type { Database } from "@/db/client";
import type { Permission } from "@/db/constants";
import { type Grant, requirePermission, stillCovers } from "../api-tokens/grant";
import type { UsedSecret } from "../api-tokens/token-lookup";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { fieldErrors } from "../input";
import { paths } from "../paths";
import { answerCall, type Call, type Serve } from "./api-call";
import {
  chooseType,
  JSON_TYPE,
  jsonOutcome,
  keptJsonOutcome,
  type Outcome,
  requireNoBody,
  type StreamBody,
  withEntityTag,
} from "./outcome";
import { declareRoute, type RouteDoc } from "./route-doc";

const ALLOW = ["GET", "HEAD", "OPTIONS"] as const;

/** What a handler of the public API is given. */
export type ApiContext = {
  db: Database;
  grant: Grant;
  secret: UsedSecret;
  /** Throws once the token is not usable any more, or may do or see less than `grant` says. */
  confirmGrant: () => Promise<void>;
};

/** What a handler answers: a JSON value and how many objects are in it, or a file that is written while it is sent. */
export type ApiAnswer = { body: unknown; rows: number } | (StreamBody & { fileName: string });

type ApiInput<P extends z.ZodType, Q extends z.ZodType> = {
  params: z.output<P>;
  query: z.output<Q>;
  /** The media type that the request chose. */
  contentType: string;
};

export type ApiRouteDefinition<P extends z.ZodType, Q extends z.ZodType> = {
  /** As in the documentation, below `/api/v1`: `/conversations/{id}`. */
  path: string;
  /** What the token must have; null when any usable token will do. */
  permission: Permission | null;
  params: P;
  query: Q;
  /** The media types that may be answered, of which the request chooses; JSON unless told otherwise. */
  contentTypes?: (query: z.output<Q>) => readonly [string, ...string[]];
  /** Answers carry an `ETag`: for routes of one object. */
  hasEntityTag?: boolean;
  doc: RouteDoc;
  handler: (ctx: ApiContext, input: ApiInput<P, Q>) => Promise<ApiAnswer>;
};

/** The second argument that Next.js and `server.ts` give to a handler. */
export type RouteContext = { params: Promise<Record<string, string | string[]>> };

type Handler = (request: Request, context: RouteContext) => Promise<Response>;

function invalid(fields: Record<string, string>): AppError {
  const named = Object.entries(fields).map(([name, message]) => `${name}: ${message}`);
  return new AppError("invalid_parameter", named.join(" "), { fields });
}

function parseOrThrow<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(fieldErrors(parsed.error));
}

/** Parameters that a client may send empty, as it asks for a first page; no other empty value means anything. */
const EMPTY_AT_FIRST = new Set(["cursor", "after"]);

function queryObject(request: Request): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  const mark = request.url.indexOf("?");
  if (mark < 0) return values;
  for (const [name, value] of new URLSearchParams(request.url.slice(mark))) {
    if (name in values) throw invalid({ [name]: "Give it once." });
    if (value === "" && !EMPTY_AT_FIRST.has(name))
      throw invalid({ [name]: "Leave it out, or give it a value." });
    values[name] = value;
  }
  return values;
}

function fileOutcome({ fileName, open, rows }: StreamBody & { fileName: string }, type: string): Outcome {
  const headers = { "content-type": type, "content-disposition": `attachment; filename="${fileName}"` };
  return { status: 200, headers, body: { open, rows }, rows: null };
}

function requireMethod(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  throw new AppError("method_not_allowed", `Use ${ALLOW.join(", ")}.`, { allow: ALLOW });
}

function contextOf({ identity: { refusal, grant, secret }, db, identifyAgain }: Call): ApiContext {
  if (refusal) throw refusal;
  if (!grant || !secret) throw notFound("This token");
  const confirmGrant = async () => {
    const now = await identifyAgain();
    if (now.refusal) throw now.refusal;
    if (now.grant && stillCovers(now.grant, grant)) return;
    throw new AppError("forbidden", "This token may do or see less than when the answer began.");
  };
  return { db, grant, secret, confirmGrant };
}

function allMethods(route: string | null, serve: (request: Request, context: RouteContext) => Serve) {
  const handler: Handler = (request, context) =>
    answerCall(request, route, (call) => {
      if (request.method === "OPTIONS" && route !== null)
        return Promise.resolve({ status: 204, headers: { allow: ALLOW.join(", ") }, body: "", rows: null });
      return serve(request, context)(call);
    });
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
 * the caller's address, its rate limit, method, permission, input, the media type that is asked for; what the token
 * does not see is the handler's to refuse. Every call is in the request log, refused ones and wrong methods included.
 */
export function apiRoute<P extends z.ZodType, Q extends z.ZodType>(def: ApiRouteDefinition<P, Q>) {
  const handlers = allMethods(def.path, (request, context) => async (call) => {
    const ctx = contextOf(call);
    requireMethod(request);
    requireNoBody(request);
    requirePermission(ctx.grant, def.permission);
    const params = parseOrThrow(def.params, await context.params);
    const query = parseOrThrow(def.query, queryObject(request));
    const contentType = chooseType(request, def.contentTypes?.(query) ?? [JSON_TYPE]);
    const answer = await def.handler(ctx, { params, query, contentType });
    if ("open" in answer) return fileOutcome(answer, contentType);
    const outcome = jsonOutcome(answer.body, answer.rows);
    return def.hasEntityTag ? withEntityTag(request, outcome) : outcome;
  });
  return declareRoute(handlers, def);
}

/**
 * Makes the handlers of a route that answers whoever asks, with or without a token, the same JSON: it is made at the
 * first call and kept. The route is limited and logged like the others.
 */
export function publicRoute(path: string, makeBody: () => unknown) {
  let kept: Promise<Outcome> | undefined;
  const serve = (request: Request) => async () => {
    requireMethod(request);
    requireNoBody(request);
    chooseType(request, [JSON_TYPE]);
    kept ??= keptJsonOutcome(makeBody(), 1);
    return withEntityTag(request, await kept);
  };
  return allMethods(path, serve);
}

/** The handlers for every path below `/api/v1` that no route has: a logged 404. */
export function unknownRoute() {
  return allMethods(null, () => async () => {
    const docs = `${env().APP_URL}${paths.apiDocs()}`;
    throw new AppError(
      "not_found",
      `There is no such route. Paths are in small letters and have no slash at their end; see ${docs}`,
    );
  });
}
