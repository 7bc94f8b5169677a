import "server-only";
import { and, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { apiRequests } from "@/db/schema/api-requests";
import { type Context, canWrite } from "../context";
import type { RequestFilters } from "./schema";
import type { StatusClass } from "./words";

/**
 * A question to the log in two parts. `narrow` is what one index has in order, newest first, so that its rows are read
 * one after the other; `rest` is what each of these rows must also be, undefined when `narrow` says it all.
 */
export type RequestCondition = { narrow: SQL | undefined; rest: SQL | undefined };

const CLASS_CONDITIONS: Record<StatusClass, SQL | undefined> = {
  served: lt(apiRequests.status, 400),
  refused: and(gte(apiRequests.status, 400), lt(apiRequests.status, 500)),
  failed: gte(apiRequests.status, 500),
};

/** The lowest status that may be asked for, when an index leaves out all calls below it. */
function leastStatus({ code, classes = [] }: RequestFilters): SQL | undefined {
  if (classes.length > 0 && classes.every((each) => each === "failed")) return gte(apiRequests.status, 500);
  const isRefused = code !== undefined || (classes.length > 0 && !classes.includes("served"));
  return isRefused ? gte(apiRequests.status, 400) : undefined;
}

type Part = keyof RequestFilters;

/** Every single condition by its filter. */
function partsOf(filters: RequestFilters): Partial<Record<Part, SQL>> {
  const { id, ip, tokenId, code, classes = [], supplierId, route } = filters;
  const parts: Partial<Record<Part, SQL | undefined>> = {
    id: id === undefined ? undefined : eq(apiRequests.id, id),
    ip: ip === undefined ? undefined : eq(apiRequests.ip, ip),
    tokenId: tokenId === undefined ? undefined : eq(apiRequests.tokenId, tokenId),
    code: code === undefined ? undefined : eq(apiRequests.code, code),
    classes: or(...classes.map((each) => CLASS_CONDITIONS[each])),
    supplierId: supplierId === undefined ? undefined : eq(apiRequests.supplierId, supplierId),
    route: route === null ? isNull(apiRequests.route) : route ? eq(apiRequests.route, route) : undefined,
    isNothing: filters.isNothing ? sql`false` : undefined,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

/** Which parts an index serves together with the time; the first that fits is the narrowest as a rule. */
function servedParts(filters: RequestFilters, parts: Partial<Record<Part, SQL>>): Part[] {
  if (parts.isNothing) return ["isNothing"];
  if (parts.id) return ["id"];
  if (parts.tokenId && leastStatus(filters)) return parts.code ? ["tokenId", "code"] : ["tokenId"];
  return (["ip", "tokenId", "code", "classes", "supplierId", "route"] as const)
    .filter((part) => parts[part] && (part !== "classes" || leastStatus(filters)))
    .slice(0, 1);
}

const HAS_REFUSED_INDEX: readonly Part[] = ["tokenId", "code", "classes"];

/**
 * What the filters ask for, divided by the index that serves them. Calls with an unknown secret are left out, but
 * for who asks for one by its id and may see them.
 */
export function requestCondition(ctx: Pick<Context, "actor">, filters: RequestFilters): RequestCondition {
  const parts = partsOf(filters);
  const served = servedParts(filters, parts);
  const least = served.some((part) => HAS_REFUSED_INDEX.includes(part)) ? leastStatus(filters) : undefined;
  // An index of refused calls does not tell 4xx from 5xx, so their class is always asked for.
  const rest = (Object.keys(parts) as Part[]).filter((part) => part === "classes" || !served.includes(part));
  return {
    narrow: and(
      parts.id && canWrite(ctx) ? undefined : isNotNull(apiRequests.tokenId),
      ...served.map((part) => (part === "classes" ? undefined : parts[part])),
      least,
      filters.from && gte(apiRequests.startedAt, filters.from),
      filters.to && lt(apiRequests.startedAt, filters.to),
    ),
    rest: and(...rest.map((part) => parts[part])),
  };
}
