"use client";

import { CopyButton } from "@/components/ui/copy-button";

/** A call to try a secret with. Not for one that replaces another: the first call ends the time of the old one. */
export function FirstCall({ secret, apiUrl }: { secret: string; apiUrl: string }) {
  const curl = `curl -H "Authorization: Bearer ${secret}" ${apiUrl}/token`;
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <p className="text-sm text-muted-foreground">A first request:</p>
        <CopyButton value={curl} label="Copy curl" size="sm" />
      </div>
      <pre className="rounded-md border bg-muted px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {curl}
      </pre>
    </div>
  );
}
