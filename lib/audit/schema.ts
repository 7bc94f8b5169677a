/** A change as a thing's own page shows it. */
export type AuditRow = {
  id: string;
  occurredAt: Date;
  actorLabel: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};
