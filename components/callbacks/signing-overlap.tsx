"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { endSigningOverlapAction } from "@/lib/callbacks/actions";

export type SigningOverlapProps = { tokenId: string; until: Date; readOnly: boolean };

/** Says that two secrets sign and until when, with the way to end it. */
export function SigningOverlap({ tokenId, until, readOnly }: SigningOverlapProps) {
  const [stopping, setStopping] = useState(false);
  return (
    <>
      <Alert
        title="Callbacks are signed with two secrets"
        actions={
          !readOnly && (
            <Button size="sm" variant="outline" onClick={() => setStopping(true)}>
              Stop the old signing secret
            </Button>
          )
        }
      >
        The old one signs too until <DateTime value={until} zone /> (<RelativeTime value={until} />
        ), so that the supplier can switch without missing any.
      </Alert>
      <ConfirmDialog
        title="Stop the old signing secret?"
        verb="Stop the old signing secret"
        variant="destructive"
        action={endSigningOverlapAction}
        input={{ id: tokenId }}
        open={stopping}
        onOpenChange={setStopping}
      >
        From the next callback on, a receiver that still checks with the old secret refuses what it gets. This
        cannot be undone.
      </ConfirmDialog>
    </>
  );
}
