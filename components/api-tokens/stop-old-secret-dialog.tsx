"use client";

import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { RelativeTime } from "@/components/layout/relative-time";
import { endOverlapAction } from "@/lib/api-tokens/actions";
import type { SecretUse } from "@/lib/api-tokens/rotation-schema";

export type StopOldSecretDialogProps = {
  tokenId: string;
  oldSecret: SecretUse;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before the old secret of a rotation is stopped, which cannot be undone, and says whether it is in use. */
export function StopOldSecretDialog({ tokenId, oldSecret, ...dialog }: StopOldSecretDialogProps) {
  return (
    <ConfirmDialog
      {...dialog}
      title={
        <>
          Stop the old secret <span className="font-mono">…{oldSecret.hint}</span>?
        </>
      }
      facts={
        <p>
          Last used{" "}
          <RelativeTime value={oldSecret.lastUsedAt} empty="before the rotation, and not since then" />.
        </p>
      }
      verb="Stop the old secret"
      variant="destructive"
      action={endOverlapAction}
      input={{ id: tokenId }}
    >
      Requests with it are refused from the next one on. This cannot be undone.
    </ConfirmDialog>
  );
}
