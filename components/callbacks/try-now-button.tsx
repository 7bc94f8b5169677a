"use client";

import { RotateCw } from "lucide-react";
import { startTransition, useActionState } from "react";
import { answering } from "@/components/form/answering";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { tryCallbackAction } from "@/lib/callbacks/actions";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type TryNowButtonProps = { tokenId: string; callback: Pick<CallbackDetails, "eventType" | "breaker"> };

/** For a callback that can be tried before its time: has that done. */
export function TryNowButton({ tokenId, callback: { eventType, breaker } }: TryNowButtonProps) {
  const [result, run, running] = useActionState(answering(tryCallbackAction), null);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button
        variant="outline"
        size="sm"
        busy={running}
        disabled={breaker === "half_open"}
        onClick={() => startTransition(() => run({ tokenId, eventType }))}
      >
        <RotateCw />
        Try now<span className="sr-only"> for {EVENT_LABELS[eventType]}</span>
      </Button>
      <p className="min-w-0 flex-1 basis-56 text-xs text-muted-foreground">
        {breaker === "half_open"
          ? "One delivery is being tried. When it is delivered, the rest follows."
          : "Tries one delivery before its time. When it is delivered, the rest follows."}
      </p>
      <FormMessage error={result && !result.ok && !running ? result.error.message : undefined} />
    </div>
  );
}
