"use client";

import { useCallback, useRef, useState, useTransition } from "react";
import { type LifecycleAsk, LifecycleDialog } from "@/components/api-tokens/lifecycle-dialog";
import { runLifecycle } from "@/components/api-tokens/run-lifecycle";
import { FormMessage } from "@/components/form/form-message";
import { type LifecycleCommand, type LifecycleToken, lifecycleAnswer } from "@/lib/api-tokens/lifecycle";

type Said = { saved?: string; error?: string };

/**
 * Pausing, resuming and deleting from a page: `start` asks first, except before one token is resumed; `dialog` and
 * `message` stand in the page. `onDone` hears which command it was.
 */
export function useTokenLifecycle(onDone?: (command: LifecycleCommand) => void) {
  const [ask, setAsk] = useState<LifecycleAsk | null>(null);
  const [said, setSaid] = useState<Said>({});
  const [resuming, startTransition] = useTransition();
  const message = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);

  const start = useCallback((command: LifecycleCommand, tokens: readonly LifecycleToken[]) => {
    setSaid({});
    isDone.current = false;
    if (command !== "resume" || tokens.length > 1) return setAsk({ command, tokens });
    startTransition(async () => {
      const answer = await runLifecycle(command, tokens);
      if (answer.ok) setSaid({ saved: lifecycleAnswer(command, tokens, answer.data.changed) });
      else setSaid({ error: answer.error.message });
    });
  }, []);

  function finish(saved: string) {
    isDone.current = true;
    setSaid({ saved });
    setAsk(null);
    if (ask) onDone?.(ask.command);
  }

  function onCloseAutoFocus(event: Event) {
    if (!isDone.current) return;
    event.preventDefault();
    message.current?.focus();
  }

  return {
    start,
    resuming,
    dialog: (
      <LifecycleDialog
        ask={ask}
        onCancel={() => setAsk(null)}
        onDone={finish}
        onCloseAutoFocus={onCloseAutoFocus}
      />
    ),
    message: (
      <div ref={message} tabIndex={-1} className="min-w-0 max-w-full outline-none not-has-[p]:absolute">
        <FormMessage {...said} />
      </div>
    ),
  };
}
