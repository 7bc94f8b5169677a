"use client";

import { startTransition, useActionState, useEffect } from "react";
import { FormMessage } from "@/components/form/form-message";
import { RelativeTime } from "@/components/layout/relative-time";
import {
  AlertDialog,
  AlertDialogBody,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { endOverlapAction } from "@/lib/api-tokens/actions";
import type { SecretUse } from "@/lib/api-tokens/rotation-schema";

export type StopOldSecretDialogProps = {
  tokenId: string;
  oldSecret: SecretUse;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before the old secret of a rotation is stopped, which cannot be undone, and says whether it is in use. */
export function StopOldSecretDialog({ tokenId, oldSecret, open, onOpenChange }: StopOldSecretDialogProps) {
  const [result, stop, stopping] = useActionState(endOverlapAction, null);
  useEffect(() => {
    if (result?.ok) onOpenChange(false);
  }, [result, onOpenChange]);
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>
            Stop the old secret <span className="font-mono">…{oldSecret.hint}</span>?
          </AlertDialogTitle>
          <AlertDialogDescription>
            Calls with it are refused from the next one on. This cannot be undone.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogBody>
          <p>
            Last used{" "}
            <RelativeTime value={oldSecret.lastUsedAt} empty="before the rotation, and not since then" />.
          </p>
          <FormMessage error={result && !result.ok ? result.error.message : undefined} />
        </AlertDialogBody>
        <AlertDialogFooter>
          <AlertDialogCancel />
          <Button
            variant="destructive"
            busy={stopping}
            onClick={() => startTransition(() => stop({ id: tokenId }))}
          >
            Stop the old secret
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
