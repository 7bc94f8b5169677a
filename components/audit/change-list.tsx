import { RelativeTime } from "@/components/layout/relative-time";
import { actionWords } from "@/lib/audit/actions";
import type { AuditRow } from "@/lib/audit/schema";

/** Who changed what, newest first. */
export function ChangeList({ changes }: { changes: readonly AuditRow[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No changes yet.</p>;
  return (
    <ul className="grid gap-1.5">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <bdi className="min-w-0 font-medium wrap-anywhere">{change.actorLabel}</bdi>
          {actionWords(change.action)}
          {change.action.endsWith("_changed") && (
            <span className="text-muted-foreground">
              ({change.changes.map(({ label }) => label).join(", ")})
            </span>
          )}
          <RelativeTime value={change.occurredAt} className="ml-auto text-xs text-muted-foreground" />
        </li>
      ))}
    </ul>
  );
}
