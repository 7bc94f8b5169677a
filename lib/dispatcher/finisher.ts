import "server-only";
import type { Database } from "@/db/client";
import { makeLanesDue } from "../deliveries/lanes";
import type { DeliveryOutcome } from "./attempt";
import type { Sleep } from "./bell";
import type { Job } from "./job";
import { createFinishBatcher, type Finishing, type NextStep } from "./record-outcomes";

const BUSY_WAIT_MS = 5;
const FAULT_WAIT_MS = 500;

type FinisherOptions = {
  db: Database;
  workerId: string;
  leaseMs: number;
  sleep: Sleep;
  onFault: (error: unknown, what: string) => void;
};

/** Records what became of a job and answers the lane's next one if the worker may go on with it at once, else null. */
export type Finisher = (
  job: Job,
  outcomes: readonly DeliveryOutcome[],
  nextStep: NextStep,
) => Promise<Job | null>;

/**
 * Makes the finisher of one worker. It repeats a write that failed for as long as a lease lasts; from then on the
 * deliveries are another worker's, which sends them again under the same ids.
 */
export function createFinisher(options: FinisherOptions): Finisher {
  const { sleep, onFault, leaseMs } = options;
  const batcher = createFinishBatcher(options.db, options.workerId, leaseMs);
  const never = new AbortController().signal;

  return async (job, outcomes, nextStep) => {
    const until = performance.now() + leaseMs;
    const item: Finishing = { job, outcomes, nextStep, answer: null };
    const closesBreaker =
      job.isProbe && outcomes.some(({ outcome }) => outcome.kind === "tried" && outcome.delivered);
    while (performance.now() < until) {
      try {
        // Before the breaker closes: whoever dies in between leaves it half open, and nothing waits longer than it.
        if (closesBreaker) await makeLanesDue(options.db, job.callbackId);
        await batcher.add(item);
      } catch (error) {
        onFault(error, "outcome not recorded yet");
        await sleep(FAULT_WAIT_MS, never);
        continue;
      }
      if (item.answer?.state === "done") return item.answer.next;
      if (item.answer?.state === "lost") break;
      await sleep(BUSY_WAIT_MS, never);
    }
    onFault(new Error(`lease lost on delivery ${outcomes[0]?.delivery.id}`), "outcome came too late");
    return null;
  };
}
