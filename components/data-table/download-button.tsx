"use client";

import { Download } from "lucide-react";
import { type MouseEvent, useRef } from "react";
import { downloadAnnouncement } from "@/components/data-table/download-words";
import { useDownload } from "@/components/data-table/use-download";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { formatBytes } from "@/lib/format/numbers";

export type DownloadButtonProps = { href: string; label?: string };

function opensElsewhere(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
}

/**
 * A link to a download route that also works without scripts. With them the page shows how much has come, stays
 * usable, can cancel, and says beside the button why a file did not come.
 */
export function DownloadButton({ href, label = "Download Excel" }: DownloadButtonProps) {
  const { state, start, cancel } = useDownload(href);
  const link = useRef<HTMLAnchorElement>(null);
  const isRunning = state.kind === "running";

  function press(event: MouseEvent) {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    start();
  }

  function pressCancel() {
    cancel();
    // The pressed button goes away, and the focus with it.
    link.current?.focus();
  }

  return (
    <div data-slot="download-button" className="flex max-w-full flex-wrap items-center gap-2">
      <Button asChild variant="outline">
        <a
          ref={link}
          href={href}
          onClick={press}
          aria-disabled={isRunning || undefined}
          aria-busy={isRunning || undefined}
        >
          {isRunning ? <Spinner /> : <Download />}
          {isRunning ? "Preparing…" : label}
          {isRunning && state.bytes > 0 && <span aria-hidden="true">{formatBytes(state.bytes)}</span>}
        </a>
      </Button>
      {isRunning && (
        <Button variant="ghost" onClick={pressCancel}>
          Cancel
        </Button>
      )}
      <span role="status" className="sr-only">
        {downloadAnnouncement(state)}
      </span>
      {state.kind === "handed-over" && (
        <p className="text-sm text-muted-foreground" aria-hidden="true">
          {downloadAnnouncement(state)}
        </p>
      )}
      <FormMessage error={state.kind === "failed" && state.message} className="max-w-80" />
    </div>
  );
}
