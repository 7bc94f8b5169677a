"use client";

import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";

/** A new secret with the means to take it away: it can be seen only here and only until this is closed. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <>
      <Alert tone="warning">
        It is shown only now. We keep no copy; if it is lost, rotate the secret to get another.
      </Alert>
      <div className="flex flex-wrap items-center gap-2">
        <code
          data-testid="secret"
          className="min-w-0 flex-1 basis-64 rounded-md border bg-muted px-3 py-2 font-mono text-sm break-all"
        >
          {secret}
        </code>
        <CopyButton value={secret} label="Copy secret" variant="default" />
      </div>
    </>
  );
}
