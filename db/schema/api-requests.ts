import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/columns";
import { STREAM_STATES } from "@/db/constants";

/**
 * The request log: one row per API request, refused ones included; append-only, but that the row of a
 * streamed answer is completed at its end, or by the worker when its process died.
 * Partitioned by month on `started_at`; without foreign keys, so that it outlives what it names.
 */
export const apiRequests = pgTable(
  "api_requests",
  {
    /** The `X-Request-Id` of the answer. */
    id: uuid("id").notNull(),
    startedAt: instant("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    method: text("method").notNull(),
    /** Route with its parameters' names (`/conversations/{id}`); null when no route matched. */
    route: text("route"),
    /** Path as asked, cut at 2,048 characters. */
    path: text("path").notNull(),
    /** Query string with sensitive values masked, cut at 2,048 characters. */
    query: text("query"),
    status: integer("status").notNull(),
    /** Error code of a refused call. */
    code: text("code"),
    missingPermission: text("missing_permission"),
    /** What a refused call was told, masked like its query string and cut at 500 characters; null of a served one. */
    detail: text("detail"),
    tokenId: uuid("token_id"),
    supplierId: uuid("supplier_id"),
    /** First characters of an unknown secret. */
    secretPrefix: text("secret_prefix"),
    /** Last four characters of the secret that a known token's call came with: during a rotation there are two. */
    secretHint: text("secret_hint"),
    rowsReturned: integer("rows_returned"),
    /** As sent, so of a compressed answer what is left of it; null while it is being streamed. */
    responseBytes: bigint("response_bytes", { mode: "number" }),
    /** Null for an answer that was made whole before it was sent. */
    streamState: text("stream_state", { enum: STREAM_STATES }),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [
    // Finding the call that an answer's request id names, and completing the row of a streamed one.
    primaryKey({ columns: [t.id, t.startedAt] }),
    // The whole log, newest first. Calls with an unknown secret or none are in the next one instead: a flood of them
    // costs the log nothing, and no insert pays for both.
    index("api_requests_newest")
      .on(sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.tokenId} is not null`),
    // Calls with an unknown secret or none, newest first.
    index("api_requests_strangers_newest")
      .on(sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.tokenId} is null`),
    // One token's log, newest first.
    index("api_requests_token_newest").on(t.tokenId, sql`${t.startedAt} desc`, sql`${t.id} desc`),
    // One supplier's calls, newest first.
    index("api_requests_supplier_newest")
      .on(t.supplierId, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.supplierId} is not null`),
    // The calls from one address, newest first: those with a known token, and those without.
    index("api_requests_ip_newest")
      .on(t.ip, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.tokenId} is not null`),
    index("api_requests_strangers_ip_newest")
      .on(t.ip, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.tokenId} is null`),
    // The calls of one route, newest first: some routes are hardly ever called.
    index("api_requests_route_newest")
      .on(t.route, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.tokenId} is not null`),
    // Refused and failed calls, few among many, so that few inserts pay for these: all of them, the failed ones, those
    // with one code, those of one token, and those of one token with one code (also what a rotation refuses).
    index("api_requests_refused_newest")
      .on(sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} >= 400 and ${t.tokenId} is not null`),
    index("api_requests_failed_newest")
      .on(sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} >= 500 and ${t.tokenId} is not null`),
    index("api_requests_code_newest")
      .on(t.code, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} >= 400 and ${t.tokenId} is not null`),
    index("api_requests_token_refused_newest")
      .on(t.tokenId, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} >= 400 and ${t.tokenId} is not null`),
    index("api_requests_token_code_newest")
      .on(t.tokenId, t.code, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} >= 400 and ${t.tokenId} is not null`),
    // Answers that are being streamed, the oldest first: finding those whose process died.
    index("api_requests_streaming").on(t.startedAt).where(sql`${t.streamState} = 'streaming'`),
  ],
);
