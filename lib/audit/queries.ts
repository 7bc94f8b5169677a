import "server-only";
import { auditLog } from "@/db/schema/audit-log";
import { and, desc, eq } from "drizzle-orm";
import type { Context } from "../context";

export type AuditRow = {
  id: string;
  occurredAt: Date;
  actorLabel: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

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
