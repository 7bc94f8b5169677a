"use client";

import { type FormEvent, startTransition, useActionState } from "react";
import type { ActionResult } from "@/lib/result";

type FormAction<T> = (previous: ActionResult<T> | null, payload: FormData) => Promise<ActionResult<T>>;

/**
 * Runs a server action from a form and keeps what was typed, also when it is refused: React would empty a form that
 * is given the action directly.
 */
export function useActionForm<T>(action: FormAction<T>) {
  const [result, dispatch, pending] = useActionState(action, null);
  const refusal = result && !result.ok ? result.error : null;
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const payload = new FormData(event.currentTarget);
    startTransition(() => dispatch(payload));
  }
  return {
    onSubmit,
    pending,
    result,
    saved: result?.ok === true && !pending,
    data: result?.ok ? result.data : null,
    error: pending ? undefined : refusal?.message,
    refusal,
    fieldError: (name: string) => refusal?.fields?.[name],
  };
}
