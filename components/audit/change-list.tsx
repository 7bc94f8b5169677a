import { RelativeTime } from "@/components/layout/relative-time";
import type { AuditRow } from "@/lib/audit/schema";

const ACTIONS: Record<string, string> = {
  "api_token.created": "created the token",
  "api_token.details_changed": "changed details",
  "api_token.permissions_changed": "changed permissions",
  "api_token.callbacks_changed": "changed callbacks",
  "api_token.paused": "paused the token",
  "api_token.resumed": "resumed the token",
  "api_token.deleted": "deleted the token",
  "supplier.created": "created the supplier",
  "supplier.updated": "changed the supplier",
  "supplier.archived": "archived the supplier",
  "supplier.restored": "restored the supplier",
};

/** Who changed what, newest first. */
export function ChangeList({ changes }: { changes: readonly AuditRow[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No changes yet.</p>;
  return (
    <ul className="grid gap-1.5">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <bdi className="font-medium">{change.actorLabel}</bdi>
          {ACTIONS[change.action] ?? change.action}
          {change.before && change.after && (
            <span className="text-muted-foreground">({Object.keys(change.after).join(", ")})</span>
          )}
          <RelativeTime value={change.occurredAt} className="ml-auto text-xs text-muted-foreground" />
        </li>
      ))}
    </ul>
  );
}
