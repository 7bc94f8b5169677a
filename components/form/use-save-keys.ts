"use client";

import { type RefObject, useEffect } from "react";

type Options = { on: boolean; eager: boolean };

function isSaveKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && (key === "Enter" || key.toLowerCase() === "s");
}

/** Submits the form on Ctrl or Cmd with Enter or S, while the focus is in it or, when it is `eager`, nowhere. */
export function useSaveKeys(ref: RefObject<HTMLFormElement | null>, { on, eager }: Options): void {
  useEffect(() => {
    if (!on) return;
    function onKeyDown(event: KeyboardEvent) {
      const form = ref.current;
      if (!form || event.defaultPrevented || !isSaveKey(event)) return;
      const inside = event.target instanceof Node && form.contains(event.target);
      if (!inside && !(eager && event.target === document.body)) return;
      event.preventDefault();
      form.requestSubmit();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [ref, on, eager]);
}
