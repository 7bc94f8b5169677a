"use client";

import { Play } from "lucide-react";
import { startTransition, useActionState } from "react";
import { answering } from "@/components/form/answering";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { resumeCallbackAction } from "@/lib/callbacks/actions";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type ResumeButtonProps = {
  tokenId: string;
  callback: Pick<CallbackDetails, "eventType" | "pausedReason">;
};

/** For a callback that the product paused: has it called again at once, and says so. */
export function ResumeButton({ tokenId, callback: { eventType, pausedReason } }: ResumeButtonProps) {
  const [result, run, running] = useActionState(answering(resumeCallbackAction), null);
  const isPaused = pausedReason !== null;
  if (!isPaused && result === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {isPaused && (
        <>
          <Button
            variant="outline"
            size="sm"
            busy={running}
            onClick={() => startTransition(() => run({ tokenId, eventType }))}
          >
            <Play />
            Resume<span className="sr-only"> {EVENT_LABELS[eventType]}</span>
          </Button>
          <p className="min-w-0 flex-1 basis-56 text-xs text-muted-foreground">
            Has it called again at once, with all that waits.
          </p>
        </>
      )}
      <FormMessage
        saved={result?.ok && !isPaused ? "It is called again." : undefined}
        error={result && !result.ok && !running ? result.error.message : undefined}
      />
    </div>
  );
}
