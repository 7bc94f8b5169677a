"use client";

import { useEffect, useState } from "react";
import { type OverlapChoice, OverlapFieldset } from "@/components/api-tokens/overlap-fieldset";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { useRefreshOnConflict } from "@/components/form/use-refresh-on-conflict";
import { Alert } from "@/components/ui/alert";
import { DialogBody, DialogCancel, DialogFooter } from "@/components/ui/dialog";
import { rotateSecretAction } from "@/lib/api-tokens/actions";
import type { RotatedSecret } from "@/lib/api-tokens/rotation-schema";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { OVERLAP_HOURS, type Overlap } from "@/lib/api-tokens/settings";
import { REFUSED_SECRETS } from "@/lib/api-tokens/words";

const CHOICES: OverlapChoice<Overlap>[] = [
  { overlap: "now", hours: OVERLAP_HOURS.now, label: "Not at all" },
  { overlap: "1h", hours: OVERLAP_HOURS["1h"], label: "For 1 hour" },
  { overlap: "24h", hours: OVERLAP_HOURS["24h"], label: "For 24 hours" },
  { overlap: "7d", hours: OVERLAP_HOURS["7d"], label: "For 7 days" },
];

/** What follows from a choice, whose end is in words; "now" has none. */
function meaningOf(until: string | null): string {
  if (until === null) return "Its requests are refused from the next one on.";
  return `Until ${until} at the latest; it ends earlier with the first request that uses the new secret.`;
}

export type RotateSecretFormProps = {
  token: Pick<TokenDetails, "id" | "secretHint" | "state">;
  outgoingHint: string | null;
  onRotated: (rotated: RotatedSecret) => void;
};

/**
 * Asks how long the old secret works beside the new one, and rotates the secret that was current when it was asked,
 * whatever the page shows meanwhile.
 */
export function RotateSecretForm({ token, outgoingHint, onRotated }: RotateSecretFormProps) {
  const form = useActionForm(rotateSecretAction);
  const { pending, data } = form;
  const [seen] = useState({ hint: token.secretHint, outgoingHint });
  const refused = REFUSED_SECRETS[token.state];
  useRefreshOnConflict(form.refusal);
  useEffect(() => {
    if (data) onRotated(data);
  }, [data, onRotated]);
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: token.id, seenHint: seen.hint })}>
      <DialogBody>
        <OverlapFieldset
          legend={
            <>
              The old secret <span className="font-mono text-xs">…{seen.hint}</span> keeps working
            </>
          }
          choices={CHOICES}
          meaningOf={meaningOf}
          error={form.fieldError("overlap")}
        />
        {refused !== null && <Alert>{refused}.</Alert>}
        {seen.outgoingHint !== null && (
          <Alert tone="warning">
            The secret before it, <span className="font-mono text-xs">…{seen.outgoingHint}</span>, is still
            served from the last rotation. Its requests are refused as soon as you rotate again.
          </Alert>
        )}
        <FormMessage error={form.error} />
      </DialogBody>
      <DialogFooter>
        <DialogCancel />
        <SubmitButton busy={pending}>Rotate secret</SubmitButton>
      </DialogFooter>
    </form>
  );
}
