import { Fieldset, type FieldsetProps } from "@/components/form/fieldset";
import { RadioRow } from "@/components/form/radio-row";
import { useNow, useTimeZone } from "@/components/layout/time-provider";
import { formatDateTime } from "@/lib/format/dates";
import { HOUR_MS } from "@/lib/format/durations";

export type OverlapChoice<T extends string> = { overlap: T; hours: number; label: string };

export type OverlapFieldsetProps<T extends string> = Pick<FieldsetProps, "legend" | "error"> & {
  choices: readonly OverlapChoice<T>[];
  /** What follows from a choice, by its end in words; null when there is no overlap. */
  meaningOf: (until: string | null) => string;
};

/** How long an old secret is good beside the new one, 24 hours unless chosen otherwise. */
export function OverlapFieldset<T extends string>({
  legend,
  error,
  choices,
  meaningOf,
}: OverlapFieldsetProps<T>) {
  const now = useNow();
  const timeZone = useTimeZone();
  function meaning(hours: number): string {
    if (hours === 0) return meaningOf(null);
    return now === null ? "" : meaningOf(formatDateTime(now + hours * HOUR_MS, timeZone));
  }
  return (
    <Fieldset legend={legend} error={error}>
      {choices.map(({ overlap, hours, label }) => (
        <RadioRow
          key={overlap}
          name="overlap"
          value={overlap}
          defaultChecked={overlap === "24h"}
          className="items-start"
          title={
            <>
              {label}
              <span className="block text-xs text-muted-foreground">{meaning(hours)}</span>
            </>
          }
        />
      ))}
    </Fieldset>
  );
}
