"use client";

import { useCallback, useState, useTransition } from "react";
import { type LifecycleAsk, LifecycleDialog } from "@/components/api-tokens/lifecycle-dialog";
import { runLifecycle } from "@/components/api-tokens/run-lifecycle";
import { useOutcome } from "@/components/form/use-outcome";
import { Link } from "@/components/ui/link";
import {
  type LifecycleCommand,
  type LifecycleToken,
  lifecycleAnswer,
  missedSince,
} from "@/lib/api-tokens/lifecycle";
import { paths } from "@/lib/paths";

/** That a token is resumed, and the way to what it missed. */
function Resumed({ tokens, changed }: { tokens: readonly LifecycleToken[]; changed: number }) {
  const [token] = tokens;
  const since = token && changed > 0 ? missedSince("resume", token) : null;
  return (
    <>
      {lifecycleAnswer("resume", tokens, changed)}
      {token && since && (
        <>
          {" "}
          <Link
            href={paths.recoverDeliveries(token.id, since)}
            className="rounded-sm text-primary underline underline-offset-4"
          >
            Recover what it missed
          </Link>
        </>
      )}
    </>
  );
}

/**
 * Pausing, resuming and deleting from a page: `start` asks first, except before one token is resumed; `dialog` and
 * `message` stand in the page. `onDone` hears which command it was, and
 * in words what became of it.
 */
export function useTokenLifecycle(onDone?: (command: LifecycleCommand, answer: string) => void) {
  const [ask, setAsk] = useState<LifecycleAsk | null>(null);
  const [resuming, startTransition] = useTransition();
  const outcome = useOutcome();
  const { say, clear } = outcome;

  const start = useCallback(
    (command: LifecycleCommand, tokens: readonly LifecycleToken[]) => {
      clear();
      if (command !== "resume" || tokens.length > 1) return setAsk({ command, tokens });
      startTransition(async () => {
        const answer = await runLifecycle(command, tokens);
        if (answer.ok) say({ saved: <Resumed tokens={tokens} changed={answer.data.changed} /> });
        else say({ error: answer.error.message });
      });
    },
    [say, clear],
  );

  function finish(saved: string) {
    say({ saved });
    setAsk(null);
    if (ask) onDone?.(ask.command, saved);
  }

  return {
    start,
    resuming,
    dialog: (
      <LifecycleDialog
        ask={ask}
        onCancel={() => setAsk(null)}
        onDone={finish}
        onCloseAutoFocus={outcome.onCloseAutoFocus}
      />
    ),
    message: outcome.message,
  };
}
