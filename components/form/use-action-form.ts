"use client";

import { type FormEvent, startTransition, useActionState, useRef, useState } from "react";
import { type Action, answering } from "@/components/form/answering";
import { differingNames, type FormValues, valuesOf } from "@/components/form/form-values";
import { useFormValues } from "@/components/form/use-form-values";
import type { ActionResult } from "@/lib/result";

type Outcome<T> = {
  result: ActionResult<T>;
  submitted: FormValues;
  /** What is stored as far as this form knows: what it submitted, or when that was refused, what it began with. */
  stored: FormValues;
};
/** Values that are submitted along and have no field: a name that ends in `[]` may have several. */
export type FixedValues = Readonly<Record<string, string | readonly string[]>>;

type Submission = { payload: FormData; submitted: FormValues; stored: FormValues };

export type ActionFormOptions = {
  /** Runs when what was typed is discarded, before the fields are rendered anew. */
  onDiscard?: () => void;
};

/**
 * Runs a server action from a `Form` and keeps what was typed, also when it is refused: React would empty a form that
 * is given the action directly. Knows whether what the form holds differs from what is stored, and takes an error away
 * from a field that was changed since, and the message about the marked fields with the last of them.
 */
export function useActionForm<T>(action: Action<FormData, T>, { onDiscard }: ActionFormOptions = {}) {
  const ref = useRef<HTMLFormElement>(null);
  const [generation, setGeneration] = useState(0);
  const { rendered, current } = useFormValues(ref, generation);
  const [last, dispatch, pending] = useActionState(
    async (before: Outcome<T> | null, { payload, submitted, stored }: Submission): Promise<Outcome<T>> => {
      const result = await answering(action)(before?.result ?? null, payload);
      return { result, submitted, stored: result.ok ? submitted : stored };
    },
    null,
  );
  const [forgotten, setForgotten] = useState<Outcome<T> | null>(null);
  const outcome = last === forgotten ? null : last;
  const result = outcome?.result ?? null;
  const refusal = result && !result.ok ? result.error : null;
  const stored = outcome?.stored ?? rendered;
  const dirty = differingNames(stored, current).length > 0;

  /** Submits the form, with values of which it has no field. */
  function submitWith(fixed: FixedValues = {}) {
    return (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      if (pending) return;
      const payload = new FormData(event.currentTarget);
      const submitted = valuesOf(payload);
      for (const [name, value] of Object.entries(fixed)) {
        payload.delete(name);
        for (const one of [value].flat()) payload.append(name, one);
      }
      startTransition(() => dispatch({ payload, submitted, stored }));
    };
  }

  function discard() {
    onDiscard?.();
    setForgotten(last);
    setGeneration((n) => n + 1);
  }

  const changedSince = (name: string) =>
    outcome !== null && outcome.submitted.get(name) !== current.get(name);
  const marked = Object.keys(refusal?.fields ?? {});
  const isMended = marked.length > 0 && marked.every(changedSince);
  return {
    ref,
    generation,
    submitWith,
    discard,
    dirty,
    pending,
    result,
    saved: result?.ok === true && !pending && !dirty,
    data: result?.ok ? result.data : null,
    error: pending || isMended ? undefined : refusal?.message,
    refusal,
    fieldError: (name: string) => (changedSince(name) ? undefined : refusal?.fields?.[name]),
  };
}

export type ActionForm = Omit<ReturnType<typeof useActionForm>, "data" | "result">;
