"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Outcome, takeCarriedOutcome } from "@/components/form/carried-outcome";
import { FormMessage } from "@/components/form/form-message";

/**
 * What became of a command: `say` tells it in `message`, which stands in the page, and `clear` takes it back. A dialog
 * that closes with `onCloseAutoFocus` after it was told gives the focus to the message, since what opened it may be
 * gone. What the page before left to say is said first.
 */
export function useOutcome() {
  const [outcome, setOutcome] = useState<Outcome>({});
  const message = useRef<HTMLDivElement>(null);
  const isTold = useRef(false);

  const say = useCallback((next: Outcome) => {
    isTold.current = true;
    setOutcome(next);
  }, []);

  const clear = useCallback(() => {
    isTold.current = false;
    setOutcome({});
  }, []);

  // After the page is there: a screen reader hears what changes, not what stands there already.
  useEffect(() => {
    const left = takeCarriedOutcome();
    if (left) setOutcome(left);
  }, []);

  function onCloseAutoFocus(event: Event) {
    if (!isTold.current) return;
    event.preventDefault();
    message.current?.focus();
  }

  return {
    say,
    clear,
    onCloseAutoFocus,
    message: (
      <div ref={message} tabIndex={-1} className="min-w-0 max-w-full outline-none not-has-[p]:absolute">
        <FormMessage {...outcome} />
      </div>
    ),
  };
}
