import type { Recovered } from "@/lib/deliveries/schema";
import type { ActionResult } from "@/lib/result";

/** How far a recovery has come that may take several requests. */
export type Recovery = {
  /** What its requests did together, and where the next one goes on; null until one of them did something. */
  done: Recovered | null;
  /** Why the last request did nothing. */
  error: string | null;
};

export const NOT_BEGUN: Recovery = { done: null, error: null };

/** A recovery after a further answer; a refused request changes nothing of what was done. After a count it begins anew. */
export function recoveryReducer({ done }: Recovery, came: ActionResult<Recovered> | "counted"): Recovery {
  if (came === "counted") return NOT_BEGUN;
  if (!came.ok) return { done, error: came.error.message };
  return { done: { ...came.data, recovered: (done?.recovered ?? 0) + came.data.recovered }, error: null };
}
