import { ChangeSummary } from "@/components/audit/field-changes";
import { RelativeTime } from "@/components/layout/relative-time";
import type { AuditRow } from "@/lib/audit/schema";
import { actionWords } from "@/lib/audit/words";

/** Who changed what, newest first, each with its first fields before and after; what a thing began with is left out. */
export function ChangeList({ changes }: { changes: readonly AuditRow[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No changes yet.</p>;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <bdi className="min-w-0 font-medium wrap-anywhere">{change.actorLabel}</bdi>
          {actionWords(change.action)}
          <RelativeTime value={change.occurredAt} className="ml-auto text-xs text-muted-foreground" />
          {change.changes.length > 0 && !change.action.endsWith(".created") && (
            <div className="w-full min-w-0 text-muted-foreground">
              <ChangeSummary changes={change.changes} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
