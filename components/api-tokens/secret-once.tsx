"use client";

import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";

export type SecretOnceProps = { secret: string; apiUrl: string };

/** A new secret with the means to take it away: it can be seen only here and only until this is closed. */
export function SecretOnce({ secret, apiUrl }: SecretOnceProps) {
  const curl = `curl -H "Authorization: Bearer ${secret}" ${apiUrl}/token`;
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
      <div className="min-w-0">
        <div className="mb-1.5 flex items-center justify-between gap-2">
          <p className="text-sm text-muted-foreground">A first request:</p>
          <CopyButton value={curl} label="Copy curl" size="sm" />
        </div>
        <pre className="rounded-md border bg-muted px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
          {curl}
        </pre>
      </div>
    </>
  );
}
