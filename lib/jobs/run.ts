import "server-only";
import { once } from "node:events";
import type { Database } from "@/db/client";
import { sleepFor } from "../dispatcher/bell";
import { Dispatcher, type DrainCounts } from "../dispatcher/dispatcher";
import { type Env, encryptionKeys } from "../env";
import { MINUTE_MS } from "../format/durations";
import { createCallbackAgent } from "../outbound/guarded-agent";
import { runMaintenance } from "./maintenance";

const MAINTENANCE_EVERY_MS = MINUTE_MS;

export type JobsOptions = {
  db: Database;
  settings: Pick<
    Env,
    | "CALLBACK_ALLOWED_NETWORKS"
    | "CALLBACK_CONCURRENCY"
    | "ENCRYPTION_KEY"
    | "ENCRYPTION_KEY_PREVIOUS"
    | "REQUEST_LOG_RETENTION_DAYS"
    | "EVENT_RETENTION_DAYS"
  >;
  /** Ends the work; deliveries under way get `drainMs` more. */
  signal: AbortSignal;
  drainMs: number;
  /** `idle` ends when nothing is due, `stopped` only by the signal. */
  until: "idle" | "stopped";
  onFault: (error: unknown, what: string) => void;
};

async function maintain({ db, settings, signal, onFault }: JobsOptions): Promise<void> {
  const { REQUEST_LOG_RETENTION_DAYS: retentionDays, EVENT_RETENTION_DAYS: eventRetentionDays } = settings;
  await runMaintenance(db, { now: new Date(), retentionDays, eventRetentionDays, signal, onFault });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

async function maintainUntilStopped(options: JobsOptions): Promise<void> {
  while (!options.signal.aborted) {
    await maintain(options);
    await sleepFor(MAINTENANCE_EVERY_MS, options.signal);
  }
}

/**
 * All background work, the same for the web process, a worker of its own and the background route: sends callbacks
 * and does the upkeep. Failures are told to `onFault` and survived; with `until: "idle"` a failing database rejects.
 */
export async function runJobs(options: JobsOptions): Promise<DrainCounts> {
  const { db, settings, signal, drainMs, onFault } = options;
  const agent = createCallbackAgent({
    allowedNetworks: settings.CALLBACK_ALLOWED_NETWORKS,
  });
  const dispatcher = new Dispatcher({
    db,
    agent,
    encryptionKeys: encryptionKeys(settings),
    concurrency: settings.CALLBACK_CONCURRENCY,
    onFault,
  });
  try {
    if (options.until === "idle") {
      // At the same time: upkeep that has much to do would use up the time of what is due.
      const upkeep = maintain(options);
      try {
        return await dispatcher.drainDue(signal, drainMs);
      } finally {
        await upkeep;
      }
    }
    dispatcher.start();
    // What is under way is finished at once, also while upkeep is in the middle of a long statement.
    await Promise.all([
      maintainUntilStopped(options),
      aborted(signal).then(() => dispatcher.stop({ drainMs })),
    ]);
    return dispatcher.counts;
  } finally {
    await agent.destroy();
  }
}
