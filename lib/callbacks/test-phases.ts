import type { ConnectStep } from "../outbound/guarded-agent";
import type { TestPhases } from "./schema";

export type TestStep = ConnectStep | "answered";

/** Notes when each step of one call was done, and answers what lay between them; `now` counts milliseconds. */
export function createPhaseClock(now: () => number = () => performance.now()) {
  const doneAt = new Map<TestStep, number>();
  /** From the last of the steps before that was done, to a step. */
  const between = (step: TestStep, ...before: TestStep[]): number | null => {
    const end = doneAt.get(step);
    const begin = before.map((one) => doneAt.get(one)).find((time) => time !== undefined);
    return end === undefined || begin === undefined ? null : end - begin;
  };
  return {
    onStep: (step: TestStep) => void doneAt.set(step, now()),
    phases: (): TestPhases => ({
      dnsMs: between("resolved", "begun"),
      connectMs: between("connected", "resolved", "begun"),
      tlsMs: between("secured", "connected"),
      firstByteMs: between("answered", "secured", "connected"),
    }),
  };
}
