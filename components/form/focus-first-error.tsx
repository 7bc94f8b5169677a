"use client";

import { useEffect, useRef } from "react";

const INVALID = "[aria-invalid='true'], [data-invalid] input:not([type='hidden'])";

/** Stands inside a form: moves the focus to its first invalid control whenever `when` changes to something truthy. */
export function FocusFirstError({ when }: { when: unknown }) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!when) return;
    mark.current?.closest("form")?.querySelector<HTMLElement>(INVALID)?.focus();
  }, [when]);
  return <span ref={mark} hidden />;
}
