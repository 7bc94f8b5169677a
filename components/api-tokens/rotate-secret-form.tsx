"use client";

import { useEffect } from "react";
import { Fieldset } from "@/components/form/fieldset";
import { FormMessage } from "@/components/form/form-message";
import { RadioRow } from "@/components/form/radio-row";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { useNow, useTimeZone } from "@/components/layout/time-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { rotateSecretAction } from "@/lib/api-tokens/actions";
import { OVERLAP_HOURS, type Overlap } from "@/lib/api-tokens/settings";
import { formatDateTime } from "@/lib/format/dates";

const HOUR_MS = 3_600_000;

const CHOICES: { overlap: Overlap; label: string }[] = [
  { overlap: "now", label: "Not at all" },
  { overlap: "1h", label: "For 1 hour" },
  { overlap: "24h", label: "For 24 hours" },
  { overlap: "7d", label: "For 7 days" },
];

export type RotateSecretFormProps = {
  token: { id: string; secretHint: string };
  outgoingHint: string | null;
  onPending: (pending: boolean) => void;
  onRotated: (secret: string) => void;
  onCancel: () => void;
};

/** Asks how long the old secret works beside the new one, and rotates. */
export function RotateSecretForm({
  token,
  outgoingHint,
  onPending,
  onRotated,
  onCancel,
}: RotateSecretFormProps) {
  const form = useActionForm(rotateSecretAction);
  const now = useNow();
  const timeZone = useTimeZone();
  const { pending, data } = form;
  useEffect(() => onPending(pending), [pending, onPending]);
  useEffect(() => {
    if (data) onRotated(data.secret);
  }, [data, onRotated]);
  function meaningOf(overlap: Overlap): string {
    if (overlap === "now") return "Its calls are refused from the next one on.";
    if (now === null) return "";
    const until = formatDateTime(now + OVERLAP_HOURS[overlap] * HOUR_MS, timeZone);
    return `Until ${until} at the latest; it ends earlier with the first call that uses the new secret.`;
  }
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: token.id })}>
      <DialogBody>
        <Fieldset
          legend={
            <>
              The old secret <span className="font-mono text-xs">…{token.secretHint}</span> keeps working
            </>
          }
          error={form.fieldError("overlap")}
        >
          {CHOICES.map(({ overlap, label }) => (
            <RadioRow
              key={overlap}
              name="overlap"
              value={overlap}
              defaultChecked={overlap === "24h"}
              className="items-start"
              title={
                <>
                  {label}
                  <span className="block text-xs text-muted-foreground">{meaningOf(overlap)}</span>
                </>
              }
            />
          ))}
        </Fieldset>
        {outgoingHint !== null && (
          <Alert tone="warning">
            The secret before it, <span className="font-mono text-xs">…{outgoingHint}</span>, is still served
            from the last rotation. Its calls are refused as soon as you rotate again.
          </Alert>
        )}
        <FormMessage error={form.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onClick={onCancel} disabled={pending}>
          Cancel
        </Button>
        <SubmitButton busy={pending}>Rotate secret</SubmitButton>
      </DialogFooter>
    </form>
  );
}
