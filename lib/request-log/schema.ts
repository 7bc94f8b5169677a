import { z } from "zod";
import type { StreamState } from "@/db/constants";
import type { DeliveryRow } from "../deliveries/schema";
import { MINUTE_MS } from "../format/durations";
import { readIpAddress } from "../http/ip-address";
import { instantParam, type KeysetPage, type KeysetQueryOf, keysetParams } from "../table/keyset-params";
import { API_ROUTES, LOGGED_CODES, NO_ROUTE, STATUS_CLASSES, type StatusClass } from "./words";

/** A line of the request log as the pages show it. */
export type RequestLogRow = {
  id: string;
  startedAt: Date;
  durationMs: number;
  method: string;
  /** Null when no route was meant. */
  route: string | null;
  path: string;
  query: string | null;
  status: number;
  code: string | null;
  missingPermission: string | null;
  /** What a refused call was told. */
  detail: string | null;
  /** Null when nobody knew the token. */
  tokenId: string | null;
  tokenName: string | null;
  supplierId: string | null;
  supplierName: string | null;
  /** First characters of a secret that nobody knew. */
  secretPrefix: string | null;
  /** Last four characters of the secret that a known token's call came with. */
  secretHint: string | null;
  rowsReturned: number | null;
  responseBytes: number | null;
  streamState: StreamState | null;
  ip: string | null;
  userAgent: string | null;
};

/** A page of the log; `searchedTo` is where a search for rare calls was broken off, and null when it reached its end. */
export type RequestLogPage = KeysetPage<RequestLogRow> & { searchedTo: Date | null };

/** A delivery beside a call, in a line. */
type NearDelivery = Pick<
  DeliveryRow,
  "id" | "eventType" | "state" | "isFailing" | "createdAt" | "deliveredAt"
>;

/** What a token was owed beside a call; by `conversation` when the call names one, else by the time. */
export type NearDeliveries = { by: "conversation" | "time"; rows: NearDelivery[] };

const filters = {
  status: z.enum(STATUS_CLASSES),
  code: z.enum(LOGGED_CODES),
  route: z.enum([...API_ROUTES, NO_ROUTE]),
  from: instantParam,
  to: instantParam,
};
const single = ["code", "route", "from", "to"] as const;

/** The URL of one token's log; `q` is a whole request id or IP address. */
export const tokenRequestLogList = keysetParams(filters, { single });

/** The URL of the whole log. */
export const requestLogList = keysetParams(
  { token: z.uuid(), supplier: z.uuid(), ...filters },
  { single: [...single, "token", "supplier"] },
);

export type RequestLogQuery = KeysetQueryOf<typeof requestLogList>;
type TokenRequestLogQuery = KeysetQueryOf<typeof tokenRequestLogList>;

/** True for the newest page of a time without an end: what comes in belongs to it. */
export function canFollow(query: Pick<TokenRequestLogQuery, "after" | "before" | "filters">): boolean {
  return query.after === undefined && query.before === undefined && query.filters.to.length === 0;
}

/** Which calls are asked for; what is absent narrows nothing. */
export type RequestFilters = {
  tokenId?: string;
  supplierId?: string;
  /** Null for calls that no route was meant by. */
  route?: string | null;
  classes?: StatusClass[];
  code?: string;
  ip?: string;
  id?: string;
  /** The first moment that is asked for, and the first that is not. */
  from?: Date;
  to?: Date;
  /** True when the search is for something that no call has. */
  isNothing?: boolean;
};

type Chosen = Partial<Record<"token" | "supplier" | "code" | "route" | "from" | "to", string[]>> & {
  status: StatusClass[];
};

function searched(q: string): Pick<RequestFilters, "id" | "ip" | "isNothing"> {
  if (q === "") return {};
  if (z.uuid().safeParse(q).success) return { id: q.toLowerCase() };
  const ip = readIpAddress(q);
  return ip === null ? { isNothing: true } : { ip };
}

/** What search and filters of a log's URL ask for. */
export function requestFilters({ q, filters }: { q: string; filters: Chosen }): RequestFilters {
  const moment = (values: string[] = []) => (values[0] === undefined ? undefined : new Date(values[0]));
  const [route] = filters.route ?? [];
  return {
    ...searched(q),
    tokenId: filters.token?.[0],
    supplierId: filters.supplier?.[0],
    route: route === NO_ROUTE ? null : route,
    classes: filters.status,
    code: filters.code?.[0],
    from: moment(filters.from),
    to: moment(filters.to),
  };
}

/** From when on calls may be new to an open page; without a time, the last minute. */
export const sinceParam = instantParam
  .transform((text) => new Date(text))
  .catch(() => new Date(Date.now() - MINUTE_MS));
