import "server-only";
import type { Executor } from "@/db/client";
import { auditLog } from "@/db/schema/audit-log";
import type { Actor } from "../context";
import { AUDIT_ACTIONS, type AuditAction } from "./words";

export type AuditEntry = {
  action: AuditAction;
  targetId?: string;
  targetLabel?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

type AuditContext = { actor: Actor; requestId: string | null; ip: string | null; tx: Executor };

/**
 * Writes one audit row in the caller's transaction, so a change and its trace stand or fall together; none for a change
 * of nothing.
 */
export async function recordAudit(ctx: AuditContext, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  // Saving what is there already changes nothing.
  if (entry.before && entry.after && Object.keys(entry.after).length === 0) return;
  await ctx.tx.insert(auditLog).values({
    actorType: actor.type,
    actorId: actor.type === "user" ? actor.id : null,
    actorLabel: actor.type === "user" ? actor.email : actor.name,
    ip: ctx.ip,
    requestId: ctx.requestId,
    targetType: AUDIT_ACTIONS[entry.action].targetType,
    ...entry,
  });
}
