import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "@/lib/result";

/** A server action as it is called. */
export type Action<I, T> = (previous: ActionResult<T> | null, input: I) => Promise<ActionResult<T>>;

/**
 * The action, which also answers when the server could not be asked: a rejection would take the page down, and what was
 * typed in it. A redirect or the like goes on.
 */
export function answering<I, T>(action: Action<I, T>): Action<I, T> {
  return async (previous, input) => {
    try {
      return await action(previous, input);
    } catch (error) {
      unstable_rethrow(error);
      const message = "The server did not answer. Check your connection and try again.";
      return { ok: false, error: { code: "unavailable", message } };
    }
  };
}
