import { spawn } from "node:child_process";
import { once } from "node:events";
import { testSettings } from "./env";

export type WorkerOptions = {
  databaseUrl: string;
  /** Settings besides those of `testSettings`. */
  env?: Record<string, string>;
};

/** A worker of its own, as `npm run worker` starts it. */
export type RunningWorker = {
  pid: number;
  /** Kills it with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop with SIGTERM; resolves once it is gone. */
  stop(): Promise<void>;
};

/** Starts the built worker, which may call loopback; it is at work a moment later. */
export function startWorkerProcess({ databaseUrl, env }: WorkerOptions): RunningWorker {
  const settings = testSettings(databaseUrl, {
    CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
    DATABASE_POOL_MAX: "16",
    ...env,
  });
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/worker.mjs"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...settings },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = once(child, "exit");
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}
