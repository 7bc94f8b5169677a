"use client";

import { Send } from "lucide-react";
import { startTransition, useActionState, useId } from "react";
import { TestResult } from "@/components/callbacks/test-result";
import { answering } from "@/components/form/answering";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { sendTestAction } from "@/lib/callbacks/actions";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { TEST_HEADER } from "@/lib/callbacks/settings";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type CallbackTestProps = {
  tokenId: string;
  eventType: CallbackDetails["eventType"];
  /** The saved endpoint. */
  url: string;
  /** True while the field holds what is not saved. */
  unsaved: boolean;
};

/** Sends a marked event to the saved endpoint, and shows what came of it until another is saved. */
export function CallbackTest({ tokenId, eventType, url, unsaved }: CallbackTestProps) {
  const hintId = useId();
  const [result, send, sending] = useActionState(answering(sendTestAction), null);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button
          variant="outline"
          size="sm"
          busy={sending}
          disabled={unsaved}
          aria-describedby={hintId}
          onClick={() => startTransition(() => send({ tokenId, eventType }))}
        >
          <Send />
          Send test<span className="sr-only"> of {EVENT_LABELS[eventType]}</span>
        </Button>
        <p id={hintId} className="min-w-0 flex-1 basis-56 text-xs text-muted-foreground">
          {unsaved ? (
            "Save first: a test goes to the saved endpoint."
          ) : (
            <>
              The newest event, signed and marked <code className="font-mono">{TEST_HEADER}: true</code>. A
              receiver that ignores the mark takes it for a new one.
            </>
          )}
        </p>
      </div>
      <div role="status">
        {result?.ok && result.data.url === url && !sending && <TestResult result={result.data} />}
      </div>
      <FormMessage error={result && !result.ok && !sending ? result.error.message : undefined} />
    </div>
  );
}
