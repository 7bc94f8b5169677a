import "server-only";
import { once } from "@/db/registry";
import { database } from "../database";
import { env } from "../env";
import { logger } from "../logger";
import { runJobs } from "./run";

const DRAIN_MS = 16_000;

export type Worker = {
  /** Ends the work and resolves when nothing is under way any more, after 20 seconds at most. */
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
