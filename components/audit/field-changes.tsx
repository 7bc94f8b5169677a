"use client";

import { DateTime } from "@/components/layout/relative-time";
import { useTimeZone } from "@/components/layout/time-provider";
import { changeText } from "@/lib/audit/change-text";
import type { FieldChange, ShownValue } from "@/lib/audit/changes";

const MOST_IN_A_LINE = 3;

function Side({ value }: { value: ShownValue }) {
  if (value instanceof Date) return <DateTime value={value} zone />;
  return (
    <bdi className="whitespace-pre-wrap wrap-anywhere" dir="auto">
      {value}
    </bdi>
  );
}

function ValueChange({ change }: { change: Extract<FieldChange, { kind: "value" }> }) {
  if (change.before === null) return <Side value={change.after} />;
  if (change.after === null) return <Side value={change.before} />;
  return (
    <>
      <del className="text-muted-foreground no-underline">
        <Side value={change.before} />
      </del>{" "}
      <span aria-hidden="true">→</span> <span className="sr-only">became</span>{" "}
      <ins className="no-underline">
        <Side value={change.after} />
      </ins>
    </>
  );
}

function ListChange({ change }: { change: Extract<FieldChange, { kind: "list" }> }) {
  const lines = [
    ...change.added.map((item) => ({ item, sign: "+", words: "added" })),
    ...change.removed.map((item) => ({ item, sign: "−", words: "removed" })),
  ];
  return (
    <ul className="grid gap-0.5">
      {lines.map(({ item, sign, words }) => (
        <li key={`${sign}${item}`} className={sign === "+" ? undefined : "text-muted-foreground"}>
          <span aria-hidden="true" className="mr-1.5 font-mono">
            {sign}
          </span>
          <span className="sr-only">{words}</span> <bdi className="wrap-anywhere">{item}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** Every field of a change with what it was and is. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <dl data-slot="field-changes" className="divide-y border-y text-sm">
      {changes.map((change) => (
        <div key={change.label} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[140px_minmax(0,1fr)]">
          <dt className="text-muted-foreground">{change.label}</dt>
          <dd className="min-w-0">
            {change.kind === "list" ? <ListChange change={change} /> : <ValueChange change={change} />}
            {change.kind === "value" && change.recorded && (
              <p className="font-mono text-xs wrap-anywhere whitespace-pre-wrap text-muted-foreground">
                {change.recorded}
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The first fields of a change in one line, cut where it must be. */
export function ChangeSummary({ changes }: { changes: readonly FieldChange[] }) {
  const timeZone = useTimeZone();
  const texts = changes.slice(0, MOST_IN_A_LINE).map((change) => changeText(change, timeZone));
  const more = changes.length - texts.length;
  if (texts.length === 0) return <span className="text-muted-foreground">–</span>;
  return (
    <span dir="auto" className="block truncate">
      {texts.join(" · ")}
      {more > 0 && ` · ${more} more`}
    </span>
  );
}
