import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { auditLog } from "@/db/schema/audit-log";
import type { Context } from "../context";
import type { AuditRow } from "./schema";

/** The newest changes of one thing, newest first. */
export async function listChanges(
  ctx: Context,
  target: { type: string; id: string; limit: number },
): Promise<AuditRow[]> {
  return ctx.db
    .select({
      id: auditLog.id,
      occurredAt: auditLog.occurredAt,
      actorLabel: auditLog.actorLabel,
      action: auditLog.action,
      before: auditLog.before,
      after: auditLog.after,
    })
    .from(auditLog)
    .where(and(eq(auditLog.targetType, target.type), eq(auditLog.targetId, target.id)))
    .orderBy(desc(auditLog.id))
    .limit(target.limit);
}

/** Who did a kind of thing to one thing last, and when; null when nobody did. */
export async function findLastActor(
  ctx: Context,
  target: { type: string; id: string; action: string },
): Promise<{ actorLabel: string; occurredAt: Date } | null> {
  const [row] = await ctx.db
    .select({ actorLabel: auditLog.actorLabel, occurredAt: auditLog.occurredAt })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.targetType, target.type),
        eq(auditLog.targetId, target.id),
        eq(auditLog.action, target.action),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(1);
  return row ?? null;
}
