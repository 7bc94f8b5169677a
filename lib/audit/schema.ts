import { z } from "zod";
import { instantParam, type KeysetPage, keysetParams } from "../table/keyset-params";
import type { FieldChange } from "./changes";
import { AUDIT_KINDS } from "./words";

/** One change by a person, in words. */
export type AuditRow = {
  id: string;
  occurredAt: Date;
  actorLabel: string;
  action: string;
  targetType: string;
  targetId: string | null;
  targetLabel: string | null;
  changes: FieldChange[];
  ip: string | null;
  requestId: string | null;
};

export type AuditPage = KeysetPage<AuditRow>;

/** Somebody whose changes can be asked for. */
export type AuditPerson = { id: string; name: string; email: string };

/** The URL of the audit log; `from` is the first moment that is shown and `to` the first that is not. */
export const auditLogList = keysetParams({
  person: z.uuid(),
  kind: z.enum(AUDIT_KINDS),
  from: instantParam,
  to: instantParam,
});
