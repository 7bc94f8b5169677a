const PARENT_CHECK_MS = 500;
/** One Ctrl-C may arrive several times, and who presses it again at once still wants the database stopped. */
const PATIENCE_MS = 5_000;

type Stoppable = { name: string; stop: () => Promise<unknown> };

/** What was started and has to be stopped, the last started first. */
export type Shutdown = {
  /** False from the first moment of stopping on. */
  isActive(): boolean;
  add(name: string, stop: () => Promise<unknown>): void;
  /**
   * Stops everything and ends this process with that code; a second call ends it at once, a
   * second signal after five seconds.
   */
  stopAll(code: number, reason: string): Promise<never>;
};

/** A signal to npm ends npm and its shell but is not handed on to us, so their end is the sign. */
function onNpmGone(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) act();
  }, PARENT_CHECK_MS).unref();
}

/** Makes the list of what is to be stopped, and stops it when the process is asked to end. */
export function createShutdown(): Shutdown {
  const started: Stoppable[] = [];
  let stoppingSince: number | null = null;
  const stopAll = async (code: number, reason: string): Promise<never> => {
    if (stoppingSince !== null) process.exit(code || 1);
    stoppingSince = performance.now();
    console.log(`\n  ${reason} Stopping …`);
    let outcome = code;
    for (let next = started.pop(); next; next = started.pop()) {
      await next.stop().catch((error: unknown) => {
        outcome = 1;
        console.error(`  ${next?.name} did not stop properly:`, error);
      });
    }
    console.log("  Everything is stopped.");
    process.exit(outcome);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      const isHasty = stoppingSince !== null && performance.now() - stoppingSince < PATIENCE_MS;
      if (!isHasty) void stopAll(0, `Received ${signal}.`);
    });
  onNpmGone(() => {
    if (stoppingSince === null) void stopAll(0, "npm was stopped.");
  });
  // Who reads our output may go away first; that is no reason to fall over.
  process.stdout.on("error", () => undefined);
  return {
    isActive: () => stoppingSince === null,
    add: (name, stop) => void started.push({ name, stop }),
    stopAll,
  };
}
