"use client";

import { createContext, type MouseEvent, use, useCallback, useEffect, useState } from "react";

export type DialogHold = {
  /** True while anything holds the dialog. */
  isHeld: boolean;
  /** Holds the dialog until what it answers is called. */
  hold: () => () => void;
};

const NoDialog: DialogHold = { isHeld: false, hold: () => () => undefined };

/** Tells what is in a dialog how that is held; outside of dialogs nothing is. */
export const DialogHoldContext = createContext(NoDialog);

/** The holds of one dialog: while there is any, it can neither be closed nor cancelled. */
export function useDialogHold(): DialogHold {
  const [holds, setHolds] = useState(0);
  const hold = useCallback(() => {
    setHolds((count) => count + 1);
    return () => setHolds((count) => count - 1);
  }, []);
  return { isHeld: holds > 0, hold };
}

/** Holds the dialog around this component, if there is one, for as long as `when` is true. */
export function useHoldOfDialog(when: boolean): void {
  const { hold } = use(DialogHoldContext);
  useEffect(() => (when ? hold() : undefined), [when, hold]);
}

/** What keeps a button that closes the dialog from it while it is held; the button stays where the focus is. */
export function useUnlessHeld() {
  const { isHeld } = use(DialogHoldContext);
  if (!isHeld) return {};
  return {
    "aria-disabled": true,
    className: "opacity-50",
    onClick: (event: MouseEvent) => event.preventDefault(),
  };
}
