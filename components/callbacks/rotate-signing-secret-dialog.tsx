"use client";

import { useEffect, useState } from "react";
import { type OverlapChoice, OverlapFieldset } from "@/components/api-tokens/overlap-fieldset";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { useRefreshOnConflict } from "@/components/form/use-refresh-on-conflict";
import { Alert } from "@/components/ui/alert";
import {
  Dialog,
  DialogBody,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { rotateSigningSecretAction } from "@/lib/callbacks/actions";
import { SIGNING_OVERLAP_HOURS, type SigningOverlap } from "@/lib/callbacks/settings";
import type { SigningStatus } from "@/lib/signing-secrets/schema";

const CHOICES: OverlapChoice<SigningOverlap>[] = [
  { overlap: "1h", hours: SIGNING_OVERLAP_HOURS["1h"], label: "For 1 hour" },
  { overlap: "24h", hours: SIGNING_OVERLAP_HOURS["24h"], label: "For 24 hours" },
  { overlap: "3d", hours: SIGNING_OVERLAP_HOURS["3d"], label: "For 3 days" },
  { overlap: "7d", hours: SIGNING_OVERLAP_HOURS["7d"], label: "For 7 days" },
];

function meaningOf(until: string | null): string {
  return `Until ${until}, unless you stop it before.`;
}

export type RotateSigningSecretDialogProps = {
  tokenId: string;
  status: SigningStatus;
  onRotated: (secret: string) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Rotates the secret that was current when it was asked, whatever the page shows meanwhile. */
function RotateForm({
  tokenId,
  status,
  onRotated,
}: Omit<RotateSigningSecretDialogProps, "open" | "onOpenChange">) {
  const form = useActionForm(rotateSigningSecretAction);
  const { pending, data } = form;
  const [seen] = useState(status);
  useRefreshOnConflict(form.refusal);
  useEffect(() => {
    if (data) onRotated(data.secret);
  }, [data, onRotated]);
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: tokenId, version: seen.version })}>
      <DialogBody>
        <OverlapFieldset
          legend="The old secret signs too"
          choices={CHOICES}
          meaningOf={meaningOf}
          error={form.fieldError("overlap")}
        />
        {seen.overlapUntil !== null && (
          <Alert tone="warning">
            The secret before it still signs from the last rotation. It stops as soon as you rotate again.
          </Alert>
        )}
        <FormMessage error={form.error} />
      </DialogBody>
      <DialogFooter>
        <DialogCancel />
        <SubmitButton busy={pending}>Rotate signing secret</SubmitButton>
      </DialogFooter>
    </form>
  );
}

/** Gives a token a new signing secret, and asks how long callbacks are signed with the old one too. */
export function RotateSigningSecretDialog({ open, onOpenChange, ...form }: RotateSigningSecretDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Rotate the signing secret</DialogTitle>
          <DialogDescription>
            Callbacks are signed with a new secret at once. As long as the old one signs too, each has two
            signatures and the supplier can switch without missing any.
          </DialogDescription>
        </DialogHeader>
        <RotateForm {...form} />
      </DialogContent>
    </Dialog>
  );
}
