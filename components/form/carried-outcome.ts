import type { FormMessageProps } from "@/components/form/form-message";

/** What became of a command, in words. */
export type Outcome = Pick<FormMessageProps, "saved" | "error">;

let carried: Outcome | undefined;

/** Leaves it to the page that comes next to say what became of a command; for one after which its own page is left. */
export function carryOutcome(outcome: Outcome): void {
  carried = outcome;
}

/** What the page before left to say, once. */
export function takeCarriedOutcome(): Outcome | undefined {
  const taken = carried;
  carried = undefined;
  return taken;
}
