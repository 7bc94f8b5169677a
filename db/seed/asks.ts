import type { Permission } from "../constants";
import type { Random } from "./random";

/** One call as it could arrive, with what it would be given. */
export type Ask = {
  method: string;
  /** As in the documentation; null when no route fits. */
  route: string | null;
  path: string;
  query: string | null;
  permission: Permission | null;
  /** What is wrong with the call itself. */
  fault: "not_found" | "invalid_parameter" | "invalid_cursor" | "method_not_allowed" | null;
  /** How many objects it is given, if it is served. */
  rows: (random: Random, query: string | null) => number;
  rowBytes: number;
  rowMs: number;
};

type Route = Pick<Ask, "route" | "permission" | "rows" | "rowBytes" | "rowMs"> & {
  query: (random: Random) => string | null;
};

const LIMITS = [20, 50, 100, 100];
const FORMATS = ["xlsx", "csv", "ndjson"];

const DEFAULT_LIMIT = 20;

/** Full pages mostly, and last ones. */
function page(random: Random, query: string | null): number {
  const limit = Number(/\blimit=(\d+)/.exec(query ?? "")?.[1] ?? DEFAULT_LIMIT);
  return random.chance(0.7) ? limit : random.below(DEFAULT_LIMIT);
}

const one = () => 1;
const many = (random: Random) => random.between(150, 12_000);
const noQuery = () => null;

function pageQuery(random: Random, statuses: readonly string[] = []): string | null {
  const parts: string[] = [];
  if (random.chance(0.75)) parts.push(`limit=${random.pick(LIMITS)}`);
  if (statuses.length > 0 && random.chance(0.35)) parts.push(`status=${random.pick(statuses)}`);
  if (random.chance(0.45)) parts.push(`cursor=${cursor(random)}`);
  return parts.join("&") || null;
}

function someTime(random: Random): Date {
  return new Date(1_790_000_000_000 + random.below(5_000_000) * 1_000);
}

function cursor(random: Random): string {
  return Buffer.from(`["${random.idAt(someTime(random))}"]`).toString("base64url");
}

const list = { rows: page, rowMs: 0.25 };
const single = { rows: one, rowMs: 1, query: noQuery };
const file = { rows: many, rowMs: 0.04, query: (random: Random) => `format=${random.pick(FORMATS)}` };

const TOKEN: Route = { route: "/token", permission: null, rowBytes: 520, ...single };

const ROUTES: readonly (readonly [Route, number])[] = [
  [
    {
      route: "/conversations",
      permission: "conversations:read",
      rowBytes: 420,
      query: (random) => pageQuery(random, ["waiting", "active", "closed"]),
      ...list,
    },
    30,
  ],
  [{ route: "/conversations/{id}", permission: "conversations:read", rowBytes: 420, ...single }, 14],
  [
    {
      route: "/conversations/{id}/messages",
      permission: "conversations:read",
      rowBytes: 380,
      query: (random) => pageQuery(random),
      ...list,
    },
    32,
  ],
  [{ route: "/messages/{id}", permission: "conversations:read", rowBytes: 380, ...single }, 9],
  [
    {
      route: "/locations",
      permission: "locations:read",
      rowBytes: 460,
      query: (random) => pageQuery(random),
      ...list,
    },
    26,
  ],
  [{ route: "/locations/{id}", permission: "locations:read", rowBytes: 460, ...single }, 8],
  [{ route: "/exports/conversations", permission: "data:export", rowBytes: 110, ...file }, 3],
  [{ route: "/exports/messages", permission: "data:export", rowBytes: 140, ...file }, 3],
  [{ route: "/exports/locations", permission: "data:export", rowBytes: 90, ...file }, 1],
];

function drawRoute(random: Random, permissions: readonly Permission[]): Route {
  if (permissions.length === 0 ? random.chance(0.7) : random.chance(0.04)) return TOKEN;
  // Programs ask for what they may have, and now and then for what they may not.
  const own = ROUTES.filter(([{ permission }]) => permission && permissions.includes(permission));
  return random.weighted(own.length > 0 && random.chance(0.985) ? own : ROUTES);
}

function drawFault(random: Random, { route, query }: Route): Ask["fault"] {
  if (random.chance(0.004)) return "method_not_allowed";
  if (route?.includes("{id}")) return random.chance(0.03) ? "not_found" : null;
  if (query === noQuery) return null;
  return random.weighted([
    [null, 985],
    ["invalid_parameter", 11],
    ["invalid_cursor", 4],
  ]);
}

const BAD_QUERIES = {
  invalid_parameter: ["limit=500", "limit=-1", "status=open", "from=yesterday"],
  invalid_cursor: ["cursor=null", "cursor=2", "cursor=eyJwYWdlIjoyfQ"],
};

/** Ids that calls ask for, by the first part of their route. */
export type Targets = Record<"conversations" | "messages" | "locations", readonly { id: string }[]>;

function targetId(random: Random, route: Route["route"], targets: Targets): string {
  if (route?.startsWith("/conversations")) return random.pick(targets.conversations).id;
  return random.pick(route?.startsWith("/messages") ? targets.messages : targets.locations).id;
}

/** Draws a call of a program that has these permissions; a few ask for what is not there, or ask wrongly. */
export function drawAsk(random: Random, permissions: readonly Permission[], targets: Targets): Ask {
  if (random.chance(0.003)) return strayAsk(random);
  const { query: drawQuery, ...route } = drawRoute(random, permissions);
  const fault = drawFault(random, { ...route, query: drawQuery });
  const id = fault === "not_found" ? random.idAt(someTime(random)) : targetId(random, route.route, targets);
  const isBadQuery = fault === "invalid_parameter" || fault === "invalid_cursor";
  return {
    ...route,
    method:
      fault === "method_not_allowed"
        ? random.pick(["POST", "DELETE", "PUT"])
        : random.weighted([
            ["GET", 985],
            ["HEAD", 12],
            ["OPTIONS", 3],
          ]),
    path: `/api/v1${route.route?.replace("{id}", id)}`,
    query: isBadQuery ? random.pick(BAD_QUERIES[fault]) : drawQuery(random),
    fault,
  };
}

function strayAsk(random: Random): Ask {
  const path = random.pick([
    "/api/v1/",
    "/api/v1/contacts",
    "/api/v1/conversation",
    "/api/v1/openapi.json",
    "/api/v1/users/me",
  ]);
  return {
    method: "GET",
    route: null,
    path,
    query: null,
    permission: null,
    fault: "not_found",
    rows: one,
    rowBytes: 0,
    rowMs: 0,
  };
}
