import "server-only";
import { once } from "@/db/registry";
import { database } from "../database";
import { env } from "../env";
import { logger } from "../logger";
import { runJobs } from "./run";

const DRAIN_MS = 16_000;

/** When a process that stops ends itself, whatever is still under way; deliveries have ended and left their leases by then. */
export const STOP_LIMIT_MS = 25_000;

export type Worker = {
  /**
   * Takes nothing more and resolves when nothing is under way: deliveries 20 seconds later at most, a statement of the
   * upkeep when the database has done it or broken it off.
   */
  stop: () => Promise<void>;
};

/** Says in the log what failed on our side in background work. */
export function logFault(error: unknown, what: string): void {
  logger().error({ err: error }, what);
}

function launch(): Worker {
  const control = new AbortController();
  const work = runJobs({
    db: database(),
    settings: env(),
    signal: control.signal,
    drainMs: DRAIN_MS,
    until: "stopped",
    onFault: logFault,
  });
  const ended = work.then(
    () => undefined,
    (error: unknown) => logFault(error, "worker ended"),
  );
  return {
    stop: async () => {
      control.abort();
      await ended;
    },
  };
}

/** Starts the worker of this process, once however often it is called. */
export function startWorker(): Worker {
  return once("worker", launch);
}
