"use client";

import { useState } from "react";
import { LeaveSecretGuard } from "@/components/api-tokens/leave-secret-guard";
import { RotateSecretForm } from "@/components/api-tokens/rotate-secret-form";
import { SecretOnce } from "@/components/api-tokens/secret-once";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";

export type RotateSecretDialogProps = {
  token: { id: string; name: string; secretHint: string };
  /** Last four characters of the secret that a running rotation still serves; null without one. */
  outgoingHint: string | null;
  apiUrl: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a token a new secret and shows it once; it closes by its own button only while there is something to lose. */
export function RotateSecretDialog({
  token,
  outgoingHint,
  apiUrl,
  open,
  onOpenChange,
}: RotateSecretDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  function close() {
    onOpenChange(false);
    setSecret(null);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent dismissible={secret === null} className="max-w-xl">
        <DialogHeader>
          <DialogTitle>
            {secret === null ? "Rotate the secret of " : "The new secret of "}
            <bdi>{token.name}</bdi>
          </DialogTitle>
          <DialogDescription>
            {secret === null
              ? "The token gets a new secret and keeps everything else. Choose how long the old one works beside it."
              : "Give it to the supplier over a channel that you trust."}
          </DialogDescription>
        </DialogHeader>
        {secret === null ? (
          <RotateSecretForm token={token} outgoingHint={outgoingHint} onRotated={setSecret} />
        ) : (
          <>
            <LeaveSecretGuard />
            <DialogBody>
              <SecretOnce secret={secret} apiUrl={apiUrl} />
            </DialogBody>
            <DialogFooter>
              <Button onClick={close}>I have stored it</Button>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
