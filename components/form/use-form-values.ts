"use client";

import { type RefObject, useEffect, useState } from "react";
import { differingNames, type FormValues, renderedValues, valuesOf } from "@/components/form/form-values";

const NONE: FormValues = new Map();

/**
 * What the form held when it was rendered and what it holds, whatever its controls are; `generation` says when it was
 * rendered anew.
 */
export function useFormValues(ref: RefObject<HTMLFormElement | null>, generation: number) {
  const [rendered, setRendered] = useState(NONE);
  const [current, setCurrent] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation has new controls
  useEffect(() => {
    const form = ref.current;
    if (!form) return;
    const read = () => {
      const values = valuesOf(new FormData(form));
      setCurrent((before) => (differingNames(before, values).length === 0 ? before : values));
    };
    setRendered(renderedValues(form));
    read();
    form.addEventListener("input", read);
    form.addEventListener("change", read);
    // Hidden fields and fields that come and go say nothing when they change.
    const observer = new MutationObserver(read);
    observer.observe(form, { subtree: true, childList: true, attributeFilter: ["value", "disabled"] });
    return () => {
      form.removeEventListener("input", read);
      form.removeEventListener("change", read);
      observer.disconnect();
    };
  }, [ref, generation]);
  return { rendered, current };
}
