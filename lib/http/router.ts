import { AppError } from "../errors";
import { problemResponse } from "./refusal";
import { decoded, splitUrl } from "./split-url";
import { requestId } from "./trusted-headers";

/** What `server.ts` serves itself below `/api`. */
const DIRECT = new Set(["v1", "channels", "jobs", "health", "ready", "metrics"]);
/** The target `*`, which means the server as a whole, as `cleanRequest` writes it. */
const WHOLE_SERVER = "/*";

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

type Params = Record<string, string | string[]>;

type RouteHandler = (request: Request, context: { params: Promise<Params> }) => Promise<Response> | Response;

type RouteHandlers = Partial<Record<Method, RouteHandler>>;

/** The routes that are served without Next.js, by their folders' names: `/api/v1/conversations/[id]`. */
export type RouteTable = readonly { path: string; handlers: RouteHandlers }[];

/** Serves a request, or is null when no route of the table is meant. `rawUrl` is the target as it came, undecoded. */
export type Router = (request: Request, rawUrl: string) => Promise<Response> | null;

type Route = { pattern: readonly string[]; handlers: RouteHandlers };

/** Everything below `prefix` is answered by handlers, whatever it is; what has no route gets these. */
type Area = { prefix: readonly string[]; handlers: RouteHandlers };

/** What a path means to whoever writes it carelessly: in one case, by any slash, without empty, `.` and `..` segments. */
function meant(segments: readonly (string | null)[]): string[] {
  const kept: string[] = [];
  for (const segment of segments.flatMap((part) => part?.split(/[\\/]/))) {
    if (segment === "..") kept.pop();
    else if (segment && segment !== ".") kept.push(segment.toLowerCase());
  }
  return kept;
}

function paramName(part: string): string | null {
  return /^\[(\w+)\]$/.exec(part)?.[1] ?? null;
}

function matchRoute(route: Route, segments: readonly (string | null)[]): Params | null {
  if (route.pattern.length !== segments.length) return null;
  const params: Params = {};
  for (const [i, part] of route.pattern.entries()) {
    const segment = segments[i];
    const name = paramName(part);
    if (!segment || (name === null && part !== segment)) return null;
    if (name !== null) params[name] = segment;
  }
  return params;
}

function isMethod(method: string): method is Method {
  return (METHODS as readonly string[]).includes(method);
}

function refuseMethod(handlers: RouteHandlers, request: Request): Response {
  const allow = METHODS.filter((method) => handlers[method] ?? (method === "HEAD" && handlers.GET));
  const error = new AppError("method_not_allowed", `Use ${allow.join(", ")}.`, { allow });
  return problemResponse(error, requestId(request.headers));
}

async function call(
  handlers: RouteHandlers,
  request: Request,
  params: Params,
  inArea: boolean,
): Promise<Response> {
  const { method } = request;
  const handler = isMethod(method) ? handlers[method] : undefined;
  // In an area the handler itself refuses odd methods, so that they are logged.
  const chosen = handler ?? (inArea ? handlers.GET : undefined);
  if (chosen) return chosen(request, { params: Promise.resolve(params) });
  if (method !== "HEAD" || !handlers.GET) return refuseMethod(handlers, request);
  const answer = await handlers.GET(request, { params: Promise.resolve(params) });
  return new Response(null, { status: answer.status, headers: answer.headers });
}

function compile(table: RouteTable): { routes: Route[]; areas: Area[] } {
  const routes: Route[] = [];
  const areas: Area[] = [];
  for (const { path, handlers } of table) {
    const parts = path.slice(1).split("/");
    if (parts.at(-1)?.startsWith("[[...")) areas.push({ prefix: parts.slice(0, -1), handlers });
    else routes.push({ pattern: parts, handlers });
  }
  // A written segment wins over a parameter in the same place, as in Next.js.
  const parameters = (route: Route) => route.pattern.filter((part) => paramName(part)).length;
  return { routes: routes.sort((a, b) => parameters(a) - parameters(b)), areas };
}

function segmentsOf(rawUrl: string): (string | null)[] {
  return splitUrl(rawUrl).path.slice(1).split("/").map(decoded);
}

function isOurs([first, second]: readonly (string | null)[]): boolean {
  return first === "api" && typeof second === "string" && DIRECT.has(second);
}

/** True for what is served without Next.js: what is written so, and what is meant so however it is written. */
export function isDirect(rawUrl: string): boolean {
  const segments = segmentsOf(rawUrl);
  return rawUrl === WHOLE_SERVER || isOurs(segments) || isOurs(meant(segments));
}

/**
 * Makes the router of `server.ts`. Paths are matched by their raw segments, each percent-decoded once; below an optional
 * catch-all (`[[...path]]`) malformed encodings, empty segments and unknown paths go to it, as does what is written
 * another way (`//api/V1/token`). Elsewhere a method that a route lacks is 405, and HEAD is GET without its body (RFC 9110).
 */
export function createRouter(table: RouteTable): Router {
  const { routes, areas } = compile(table);
  return (request, rawUrl) => {
    const segments = segmentsOf(rawUrl);
    const isIn = (path: readonly (string | null)[]) => (area: Area) =>
      area.prefix.every((part, i) => part === path[i]);
    const area = areas.find(isIn(segments));
    for (const route of routes) {
      const params = matchRoute(route, segments);
      if (params) return call(route.handlers, request, params, area !== undefined);
    }
    // What is only meant for an area, or for the server as a whole (`*`), is told so by it, and logged.
    const meantArea = area ?? (rawUrl === WHOLE_SERVER ? areas[0] : areas.find(isIn(meant(segments))));
    return meantArea ? call(meantArea.handlers, request, {}, true) : null;
  };
}
