"use client";

import { useState } from "react";
import { LeaveSecretGuard } from "@/components/api-tokens/leave-secret-guard";
import { RotateSecretForm, type RotateSecretFormProps } from "@/components/api-tokens/rotate-secret-form";
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

import type { RotatedSecret } from "@/lib/api-tokens/rotation-schema";

export type RotateSecretDialogProps = {
  token: RotateSecretFormProps["token"] & { name: string };
  /** Last four characters of the secret that a running rotation still serves; null without one. */
  outgoingHint: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a token a new secret and shows it once; it closes by its own button only while there is something to lose. */
export function RotateSecretDialog({ token, outgoingHint, open, onOpenChange }: RotateSecretDialogProps) {
  const [rotated, setRotated] = useState<RotatedSecret | null>(null);
  function close() {
    onOpenChange(false);
    setRotated(null);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent dismissible={rotated === null} className="max-w-xl">
        <DialogHeader>
          <DialogTitle>
            {rotated === null ? "Rotate the secret of " : "The new secret of "}
            <bdi>{token.name}</bdi>
          </DialogTitle>
          <DialogDescription>
            {rotated === null
              ? "The token gets a new secret and keeps everything else. Choose how long the old one works beside it."
              : "Give it to the supplier over a channel that you trust."}
          </DialogDescription>
        </DialogHeader>
        {rotated === null ? (
          <RotateSecretForm token={token} outgoingHint={outgoingHint} onRotated={setRotated} />
        ) : (
          <>
            <LeaveSecretGuard />
            <DialogBody>
              <SecretOnce secret={rotated.secret} />
              {rotated.overlaps && (
                <p className="text-sm">
                  The first request with it ends the old secret&rsquo;s time, so leave it to the supplier.
                </p>
              )}
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
