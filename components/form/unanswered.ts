import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "@/lib/result";

/** What an action answers when the server could not be asked; a redirect or the like goes on. */
export function unanswered<T>(error: unknown): ActionResult<T> {
  unstable_rethrow(error);
  const message = "The server did not answer. Check your connection and try again.";
  return { ok: false, error: { code: "unavailable", message } };
}
