"use client";

import { Eye, EyeOff, KeyRound } from "lucide-react";
import { startTransition, useActionState, useState } from "react";
import { RotateSigningSecretDialog } from "@/components/callbacks/rotate-signing-secret-dialog";
import { SigningOverlap } from "@/components/callbacks/signing-overlap";
import { answering } from "@/components/form/answering";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { revealSigningSecretAction } from "@/lib/callbacks/actions";
import type { SigningStatus } from "@/lib/signing-secrets/schema";

const HIDDEN = `whsec_${"•".repeat(24)}`;

/** The secret that was asked for, until it is hidden again. */
function useRevealedSecret(tokenId: string) {
  const [secret, setSecret] = useState<string | null>(null);
  const [error, ask, asking] = useActionState(async () => {
    const result = await answering(revealSigningSecretAction)(null, { id: tokenId });
    if (!result.ok) return result.error.message;
    setSecret(result.data.secret);
    return null;
  }, null);
  return { secret, setSecret, error, asking, reveal: () => startTransition(ask) };
}

function SecretRow({ revealed }: { revealed: ReturnType<typeof useRevealedSecret> }) {
  const { secret, setSecret, error, asking, reveal } = revealed;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <code
          data-testid="signing-secret"
          className="min-w-0 flex-1 basis-64 rounded-md border bg-muted px-3 py-1.5 font-mono text-xs leading-5 break-all"
        >
          {secret ?? HIDDEN}
        </code>
        {secret === null ? (
          <Button variant="outline" busy={asking} onClick={reveal}>
            <Eye />
            Reveal
          </Button>
        ) : (
          <>
            <CopyButton value={secret} label="Copy signing secret" />
            <Button variant="outline" onClick={() => setSecret(null)}>
              <EyeOff />
              Hide
            </Button>
          </>
        )}
      </div>
      <FormMessage error={error} />
    </>
  );
}

export type SigningSecretCardProps = {
  tokenId: string;
  status: SigningStatus;
  readOnly: boolean;
};

/** The secret that signs a token's callbacks: shown to an admin who asks for it, and rotated. */
export function SigningSecretCard({ tokenId, status, readOnly }: SigningSecretCardProps) {
  const [rotating, setRotating] = useState(false);
  const [rotated, setRotated] = useState(false);
  const revealed = useRevealedSecret(tokenId);
  return (
    <Card className="max-w-3xl">
      <CardHeader>
        <div className="min-w-0">
          <CardTitle>Signing secret</CardTitle>
          <CardDescription>
            The supplier checks with it that a callback is ours. Each look at it is in the audit log.
          </CardDescription>
        </div>
        {!readOnly && (
          <Button variant="outline" onClick={() => setRotating(true)}>
            <KeyRound />
            Rotate signing secret
          </Button>
        )}
      </CardHeader>
      <CardContent className="grid gap-3">
        {readOnly ? (
          <p className="text-sm text-muted-foreground">An admin can reveal it here.</p>
        ) : (
          <SecretRow revealed={revealed} />
        )}
        {/* Named live outright: what is only a status is hidden until the dialog is gone. */}
        <p role="status" aria-live="polite" className="sr-only">
          {rotated && !rotating && revealed.secret !== null && "The new signing secret is shown."}
        </p>
        {status.overlapUntil && (
          <SigningOverlap tokenId={tokenId} until={status.overlapUntil} readOnly={readOnly} />
        )}
      </CardContent>
      <RotateSigningSecretDialog
        tokenId={tokenId}
        status={status}
        onRotated={(secret) => {
          revealed.setSecret(secret);
          setRotated(true);
          setRotating(false);
        }}
        open={rotating}
        onOpenChange={setRotating}
      />
    </Card>
  );
}
