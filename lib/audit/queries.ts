import "server-only";
import { and, asc, desc, eq, gte, ilike, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { auditLog } from "@/db/schema/audit-log";
import { users } from "@/db/schema/users";
import type { Context } from "../context";
import { idsOfTime } from "../table/id-time";
import { keyset } from "../table/keyset";
import type { KeysetQueryOf } from "../table/keyset-params";
import { containsPattern } from "../table/like";
import { fieldChanges } from "./changes";
import { readNames } from "./names";
import type { AuditPage, AuditPerson, AuditRow, auditLogList } from "./schema";
import { actionsOfKinds } from "./words";

export type AuditQuery = KeysetQueryOf<typeof auditLogList>;

const newestFirst = keyset({
  kind: "audit_log",
  position: z.uuid(),
  key: [auditLog.id],
  values: (id) => [sql`${id}::uuid`],
});

const columns = {
  id: auditLog.id,
  occurredAt: auditLog.occurredAt,
  actorLabel: auditLog.actorLabel,
  action: auditLog.action,
  targetType: auditLog.targetType,
  targetId: auditLog.targetId,
  targetLabel: auditLog.targetLabel,
  before: auditLog.before,
  after: auditLog.after,
  ip: auditLog.ip,
  requestId: auditLog.requestId,
};

type StoredRow = Omit<AuditRow, "changes"> & Pick<typeof auditLog.$inferSelect, "before" | "after">;

async function present(ctx: Context, stored: readonly StoredRow[]): Promise<AuditRow[]> {
  const names = await readNames(ctx, stored);
  return stored.map(({ before, after, ...row }) => ({ ...row, changes: fieldChanges(before, after, names) }));
}

/** Rows that an import or the seed made know a person by e-mail only. */
function madeBy(ctx: Context, ids: string[]): SQL | undefined {
  const emails = ctx.db.select({ email: users.email }).from(users).where(inArray(users.id, ids));
  const byEmail = and(
    isNull(auditLog.actorId),
    eq(auditLog.actorType, "user"),
    inArray(auditLog.actorLabel, emails),
  );
  return or(inArray(auditLog.actorId, ids), byEmail);
}

function inTime(from: Date | undefined, to: Date | undefined): SQL | undefined {
  // The order's own index finds the ids; the times are what counts.
  const ids = idsOfTime({ from, to });
  return and(
    from && gte(auditLog.occurredAt, from),
    to && lt(auditLog.occurredAt, to),
    ids.from ? gte(auditLog.id, ids.from) : undefined,
    ids.to ? lt(auditLog.id, ids.to) : undefined,
  );
}

/** What the filters show. */
function condition(ctx: Context, { q, filters }: Pick<AuditQuery, "q" | "filters">): SQL | undefined {
  const pattern = containsPattern(q);
  const moment = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  return and(
    filters.person.length > 0 ? madeBy(ctx, filters.person) : undefined,
    filters.kind.length > 0 ? inArray(auditLog.action, actionsOfKinds(filters.kind)) : undefined,
    pattern ? ilike(auditLog.targetLabel, pattern) : undefined,
    inTime(moment(filters.from[0]), moment(filters.to[0])),
  );
}

/** One page of the audit log, newest first, as its filters show it. Throws `invalid_cursor`. */
export async function listAuditLog(ctx: Context, query: AuditQuery): Promise<AuditPage> {
  const { beyond, orderBy, limit } = newestFirst.step(query);
  const found = await ctx.db
    .select(columns)
    .from(auditLog)
    .where(and(condition(ctx, query), beyond))
    .orderBy(...orderBy)
    .limit(limit);
  const page = newestFirst.page(query, found, (row) => row.id);
  return { ...page, rows: await present(ctx, page.rows) };
}

/** One row of the audit log, or null. */
export async function findAuditRow(ctx: Context, id: string): Promise<AuditRow | null> {
  const stored = await ctx.db.select(columns).from(auditLog).where(eq(auditLog.id, id));
  const [row] = await present(ctx, stored);
  return row ?? null;
}

/** The newest changes of one thing, newest first. */
export async function listChanges(
  ctx: Context,
  target: { type: string; id: string; limit: number },
): Promise<AuditRow[]> {
  const stored = await ctx.db
    .select(columns)
    .from(auditLog)
    .where(and(eq(auditLog.targetType, target.type), eq(auditLog.targetId, target.id)))
    .orderBy(desc(auditLog.id))
    .limit(target.limit);
  return present(ctx, stored);
}

/** Everybody who has ever come in, by name. */
export async function listAuditPeople(ctx: Context): Promise<AuditPerson[]> {
  return ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .orderBy(asc(users.name), asc(users.id));
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
