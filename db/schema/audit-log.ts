import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, primaryId } from "@/db/columns";

/** One row per change by a person, or by the product itself. No foreign keys, so it outlives what it names. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: primaryId(),
    occurredAt: instant("occurred_at").notNull().default(sql`now()`),
    actorType: text("actor_type", { enum: ["user", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    /** Name or e-mail at the time, readable after the user is gone. */
    actorLabel: text("actor_label").notNull(),
    /** What was done: `api_token.created`, `supplier.created`, `api_tokens.downloaded` … */
    action: text("action").notNull(),
    targetType: text("target_type").notNull(),
    targetId: uuid("target_id"),
    targetLabel: text("target_label"),
    /** Changed fields only; never a secret. */
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    ip: text("ip"),
    requestId: text("request_id"),
  },
  (t) => [
    // The audit log, newest first.
    index("audit_log_newest").on(sql`${t.id} desc`),
    // The audit log of one person, or of one kind of change, newest first.
    index("audit_log_actor").on(t.actorId, sql`${t.id} desc`),
    index("audit_log_action").on(t.action, sql`${t.id} desc`),
    // Who changed what on one token's page.
    index("audit_log_target").on(t.targetType, t.targetId, sql`${t.id} desc`),
  ],
);
