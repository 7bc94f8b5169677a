import { FieldChanges } from "@/components/audit/field-changes";
import { TargetLink } from "@/components/audit/target-link";
import { RowSheet } from "@/components/data-table/row-sheet";
import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime } from "@/components/layout/relative-time";
import type { AuditRow } from "@/lib/audit/schema";
import { actionWords, targetWords } from "@/lib/audit/words";

/** Everything that was recorded of one change. */
export function AuditSheet({ row }: { row: AuditRow }) {
  const words = actionWords(row.action);
  return (
    <RowSheet rowId={row.id} title={words.charAt(0).toUpperCase() + words.slice(1)}>
      <DescriptionList>
        <DescriptionItem term="Person">
          <bdi>{row.actorLabel}</bdi>
        </DescriptionItem>
        <DescriptionItem term="Time">
          <DateTime value={row.occurredAt} format="seconds" />
        </DescriptionItem>
        {(row.targetLabel || row.targetId) && (
          <DescriptionItem term={targetWords(row.targetType)}>
            <TargetLink target={row} />
          </DescriptionItem>
        )}
        <DescriptionItem term="IP" mono>
          {row.ip ?? "–"}
        </DescriptionItem>
        <DescriptionItem term="Request id" mono>
          {row.requestId ?? "–"}
        </DescriptionItem>
      </DescriptionList>
      <section className="grid gap-2">
        <h3 className="text-sm font-medium">What changed</h3>
        {row.changes.length > 0 ? (
          <FieldChanges changes={row.changes} />
        ) : (
          <p className="text-sm text-muted-foreground">No fields were recorded with this change.</p>
        )}
      </section>
    </RowSheet>
  );
}
