"use client";

import { useState } from "react";
import { DateTimePicker } from "@/components/form/date-time-picker";
import { Field } from "@/components/form/field";
import { EXPIRING_DAYS } from "@/lib/api-tokens/settings";
import { EXPIRATION_FAULT } from "@/lib/api-tokens/words";
import { DAY_MS, MINUTE_MS } from "@/lib/format/durations";

const EXPIRATION_PRESETS = [
  { label: "7 days", days: 7 },
  { label: "30 days", days: 30 },
  { label: "90 days", days: 90 },
  { label: "1 year", days: 365 },
  { label: "None", days: null },
];

function warnOfExpiration(instant: number, now: number): string | undefined {
  if (instant <= now) return "In the past: the token is refused at once.";
  if (instant <= now + EXPIRING_DAYS * DAY_MS)
    return `In ${EXPIRING_DAYS} days or less: the token shows as expiring.`;
  return undefined;
}

export type DetailsDatesProps = {
  isNew: boolean;
  activatesAt: Date | null;
  expiresAt: Date | null;
  fieldError: (name: string) => string | undefined;
};

/** From when to when a token may be used, which one that exists always has a beginning of; the expiration's presets count from an activation in the future. */
export function DetailsDates({ isNew, activatesAt, expiresAt, fieldError }: DetailsDatesProps) {
  const initial = activatesAt?.toISOString() ?? null;
  const [activation, setActivation] = useState(initial);
  const first = activation ?? initial;
  return (
    <>
      <Field
        label="Activation"
        optional={isNew}
        error={fieldError("activatesAt")}
        hint={isNew && "Empty: usable at once."}
      >
        <DateTimePicker
          name="activatesAt"
          defaultValue={initial}
          required={!isNew}
          presets={[{ label: "Now", days: isNew ? null : 0 }]}
          onValueChange={setActivation}
        />
      </Field>
      <Field
        label="Expiration"
        optional
        error={fieldError("expiresAt")}
        hint="From this moment on it is refused."
      >
        <DateTimePicker
          name="expiresAt"
          defaultValue={expiresAt?.toISOString() ?? null}
          presets={EXPIRATION_PRESETS}
          presetsFrom={first}
          min={first ? new Date(Date.parse(first) + MINUTE_MS).toISOString() : undefined}
          minProblem={EXPIRATION_FAULT}
          warn={warnOfExpiration}
        />
      </Field>
    </>
  );
}
