import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/columns";
import { STREAM_STATES } from "@/db/constants";

/**
 * The request log: one row per API request, refused ones included; append-only, but that the row of a
 * streamed answer is completed at its end.
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
    primaryKey({ columns: [t.startedAt, t.id] }),
    // One token's log, newest first.
    index("api_requests_token_newest").on(t.tokenId, sql`${t.startedAt} desc`, sql`${t.id} desc`),
    // The calls of one token that came with a replaced secret, few among many (a rotation's refused calls). Almost no
    // call is one, so almost no insert pays for it.
    index("api_requests_rotated_newest")
      .on(t.tokenId, sql`${t.startedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.code} = 'secret_rotated'`),
    // Finding the call that an answer's request id names.
    index("api_requests_id").on(t.id),
  ],
);
