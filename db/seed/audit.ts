import type { auditLog } from "../schema/audit-log";
import type { PlannedCallback } from "./callbacks";
import type { SupplierRow } from "./parties";
import { createRandom, type Random } from "./random";
import { DAY_MS, HOUR_MS, MINUTE_MS, shifted } from "./times";
import type { PlannedToken } from "./tokens";

export type AuditRow = typeof auditLog.$inferInsert & { occurredAt: Date };

type Change = Pick<AuditRow, "action" | "targetType" | "before" | "after"> & {
  at: Date;
  target: { id: string; name: string };
};

const ADMINS = ["ada@witiop.test", "giorgio@witiop.test"];
const OFFICE = ["198.51.100.201", "198.51.100.202", "2001:db8:0ff1::7"];

function auditRow(random: Random, { at, target, ...change }: Change): AuditRow {
  return {
    id: random.idAt(at),
    occurredAt: at,
    actorType: "user",
    actorId: null,
    actorLabel: random.weighted([
      ["ada@witiop.test", 3],
      [random.pick(ADMINS), 1],
    ]),
    ...change,
    targetId: target.id,
    targetLabel: target.name,
    ip: random.pick(OFFICE),
    requestId: random.idAt(at),
  };
}

function creation({ row, numberIds }: PlannedToken): Change {
  const {
    supplierId,
    name,
    note,
    activatesAt,
    expiresAt,
    allowedIps,
    permissions,
    seesAllNumbers,
    masksContacts,
  } = row;
  const after = {
    supplierId,
    name,
    note,
    activatesAt,
    expiresAt,
    allowedIps,
    permissions,
    seesAllNumbers,
    numberIds,
    masksContacts,
  };
  return {
    action: "api_token.created",
    targetType: "api_token",
    target: row,
    at: row.createdAt,
    before: null,
    after,
  };
}

/** Changes that led to the token as it is now. */
function changesOf(random: Random, { row, plan }: PlannedToken, now: Date): Change[] {
  const target = { targetType: "api_token", target: row };
  const changes: Change[] = [];
  const room = now.getTime() - row.createdAt.getTime();
  const later = () => shifted(row.createdAt, Math.floor(room * (0.1 + 0.6 * random.fraction())));
  if (plan.note && row.note)
    changes.push({
      ...target,
      action: "api_token.details_changed",
      at: later(),
      before: { note: null },
      after: { note: row.note },
    });
  if (row.permissions && row.permissions.length > 1)
    changes.push({
      ...target,
      action: "api_token.permissions_changed",
      at: later(),
      before: { permissions: row.permissions.slice(0, -1) },
      after: { permissions: row.permissions },
    });
  if (row.expiresAt && random.chance(0.5))
    changes.push({
      ...target,
      action: "api_token.details_changed",
      at: shifted(row.createdAt, Math.floor(room * 0.08) + MINUTE_MS),
      before: { expiresAt: shifted(row.expiresAt, -30 * DAY_MS) },
      after: { expiresAt: row.expiresAt },
    });
  if (row.pausedAt)
    changes.push({
      ...target,
      action: "api_token.paused",
      at: row.pausedAt,
      before: { pausedAt: null },
      after: { pausedAt: row.pausedAt },
    });
  if (row.deletedAt)
    changes.push({
      ...target,
      action: "api_token.deleted",
      at: row.deletedAt,
      before: null,
      after: { cancelledDeliveries: 0 },
    });
  return changes.filter(
    ({ at, action }) => action === "api_token.deleted" || !row.deletedAt || at < row.deletedAt,
  );
}

function supplierChanges(row: SupplierRow, now: Date): Change[] {
  const { name, contactEmail, note, createdAt, archivedAt } = row;
  const target = { targetType: "supplier", target: row, before: null };
  const created: Change = {
    ...target,
    action: "supplier.created",
    at: createdAt ?? shifted(now, -HOUR_MS),
    after: { name, contactEmail, note },
  };
  if (!archivedAt) return [created];
  return [created, { ...target, action: "supplier.archived", at: archivedAt, after: { pausedTokens: 0 } }];
}

function callbackChange({ row, token }: PlannedCallback): Change {
  return {
    action: "api_token.callbacks_changed",
    targetType: "api_token",
    target: token.row,
    at: row.createdAt,
    before: { [row.eventType]: { url: "", enabled: false } },
    after: { [row.eventType]: { url: row.url, enabled: true } },
  };
}

/** Makes the trace of what people did: suppliers and tokens created, settings changed, suppliers archived, tokens deleted; oldest first. */
export function planAudit(
  now: Date,
  suppliers: readonly SupplierRow[],
  tokens: readonly PlannedToken[],
  callbacks: readonly PlannedCallback[],
): AuditRow[] {
  const random = createRandom("audit");
  const changes: Change[] = [
    ...suppliers.flatMap((row) => supplierChanges(row, now)),
    ...tokens.flatMap((token) => [creation(token), ...changesOf(random, token, now)]),
    ...callbacks.map(callbackChange),
  ];
  return changes.sort((a, b) => a.at.getTime() - b.at.getTime()).map((change) => auditRow(random, change));
}
