import { AppError } from "../errors";
import { problemOf, statusOf } from "../http/problem";
import { API_PROBLEMS, type ApiProblemCode, problemResource } from "../http/problem-schema";
import type { RouteDeclaration } from "../http/route-doc";
import { exampleOf, inputProperties, referTo } from "./schemas";
import type { Answer } from "./types";

const EXAMPLE_URL = "https://api.example.com";
const EXAMPLE_REQUEST_ID = "019a3f00-1c2d-7000-8000-0000000000ff";

const OF_TOKEN: ApiProblemCode[] = [
  "token_missing",
  "token_unknown",
  "token_expired",
  "token_not_yet_active",
  "token_paused",
  "token_deleted",
  "secret_rotated",
  "ip_not_allowed",
];
const OF_EVERY_ROUTE: ApiProblemCode[] = [
  "rate_limited",
  "not_acceptable",
  "unsupported_media_type",
  "uri_too_long",
  "too_many_headers",
  "internal",
  "unavailable",
];

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

const FILE_NAME = { description: "Proposes a file name.", required: true, schema: { type: "string" } };

/** The media types of which a file is text; in OpenAPI 3.1 one of bytes has no type. */
const TEXT = /^text\/|json$/;

/** The headers of every answer, those of a token's limit, and those that some answers have besides. */
const REQUEST_ID = { "X-Request-Id": header("X-Request-Id") };
const LIMITS = { RateLimit: header("RateLimit"), "RateLimit-Policy": header("RateLimit-Policy") };
const FURTHER: Record<number, Answer["headers"]> = {
  401: { "WWW-Authenticate": header("WWW-Authenticate") },
  403: { "WWW-Authenticate": header("WWW-Authenticate") },
  429: { "Retry-After": header("Retry-After") },
  503: { "Retry-After": header("Retry-After") },
};

/** The codes with which a route can refuse a GET. */
export function problemCodes({ isPublic, permission, params, query }: RouteDeclaration): ApiProblemCode[] {
  const codes = isPublic ? [] : [...OF_TOKEN, "invalid_parameter" as const];
  if (permission !== null) codes.push("permission_missing");
  if (inputProperties(query).some(({ name }) => name === "cursor" || name === "after"))
    codes.push("invalid_cursor");
  if (inputProperties(params).length > 0) codes.push("not_found");
  return [...codes, ...OF_EVERY_ROUTE];
}

function problemExample(code: ApiProblemCode, route: RouteDeclaration) {
  const error = new AppError(code, API_PROBLEMS[code], {
    ...(code === "permission_missing" && route.permission && { missingPermission: route.permission }),
    ...(code === "invalid_parameter" && { fields: { limit: "Ask for at most 100." } }),
  });
  return { summary: API_PROBLEMS[code], value: problemOf(error, EXAMPLE_REQUEST_ID, EXAMPLE_URL) };
}

const NAMES: Record<number, string> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  406: "NotAcceptable",
  414: "UriTooLong",
  415: "UnsupportedMediaType",
  429: "TooManyRequests",
  431: "TooManyHeaders",
  500: "InternalError",
  503: "Unavailable",
};

type Refusal = { status: number; name: string; answer: Answer };

/** The refusals of a route by their status; those of the same name are the same on every route. */
function refusalsOf(route: RouteDeclaration): Refusal[] {
  const byStatus = Map.groupBy(problemCodes(route), statusOf);
  return [...byStatus].map(([status, codes]) => {
    const right = codes.includes("permission_missing")
      ? `Without_${route.permission?.replace(":", "_")}`
      : "";
    const list = codes.includes("invalid_cursor") ? "Of_list" : "";
    const media = {
      schema: referTo(problemResource),
      examples: Object.fromEntries(codes.map((code) => [code, problemExample(code, route)])),
    };
    return {
      status,
      name: [NAMES[status] ?? status, right, list].filter((part) => part !== "").join("_"),
      answer: {
        description: codes.map((code) => `\`${code}\`: ${API_PROBLEMS[code]}`).join("\n\n"),
        headers: { ...REQUEST_ID, ...(status !== 401 && LIMITS), ...FURTHER[status] },
        content: { "application/problem+json": media },
      },
    };
  });
}

/** The refusals of all routes, once each, by their names. */
export function refusalComponents(routes: readonly RouteDeclaration[]): Record<string, Answer> {
  return Object.fromEntries(routes.flatMap(refusalsOf).map(({ name, answer }) => [name, answer]));
}

/** References to the refusals of a route, by their status. */
export function refusals(route: RouteDeclaration): Record<string, { $ref: string }> {
  const refer = ({ status, name }: Refusal) => [status, { $ref: `#/components/responses/${name}` }];
  return Object.fromEntries(refusalsOf(route).map(refer));
}

/** What a route answers when all is well: 200, and 304 where there is an `ETag`. */
export function successes({ doc, hasEntityTag }: RouteDeclaration): Record<string, Answer> {
  const headers = { ...REQUEST_ID, ...LIMITS, ...(hasEntityTag && { ETag: header("ETag") }) };
  const { answer } = doc;
  if ("files" in answer) {
    const content = Object.entries(answer.files).map(([type, description]) => [
      type,
      { schema: { ...(TEXT.test(type) ? { type: "string" } : { contentMediaType: type }), description } },
    ]);
    return {
      200: {
        description:
          "The file, written while it is sent: one that breaks off before its end says so by the connection alone.",
        headers: { ...headers, "Content-Disposition": FILE_NAME },
        content: Object.fromEntries(content),
      },
    };
  }
  const media = { schema: referTo(answer.schema), example: exampleOf(answer.schema) };
  const ok = { description: doc.summary, headers, content: { "application/json": media } };
  if (!hasEntityTag) return { 200: ok };
  return { 200: ok, 304: { description: "What If-None-Match names is still right; no body.", headers } };
}
