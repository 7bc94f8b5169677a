import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, isPortFree } from "@/scripts/services/ports";
import { findBinaries, type PostgresBinaries } from "@/scripts/services/postgres-binaries";
import {
  childOptions,
  createFolder,
  type FolderState,
  readFolder,
  writeFolder,
} from "@/scripts/services/postgres-folder";
import { type DatabaseUser, databaseUser, makeReachable } from "@/scripts/services/postgres-user";
import {
  answers,
  findLivePostmaster,
  isRunning,
  readPostmaster,
  shutDown,
} from "@/scripts/services/postmaster";

const START_LIMIT_MS = 120_000;
const RETRY_LIMIT_MS = 15_000;

export type StartPostgresOptions = {
  dataDir: string;
  port?: number;
  onLog?: (line: string) => void;
};

/** A running PostgreSQL; `url` names a database of it ("postgres" unless told), as its superuser. */
export type RunningPostgres = {
  url(database?: string): string;
  port: number;
  pid: number;
  /**
   * Shuts the server down fast and resolves once it is gone; leaves it running where another live process started it.
   */
  stop(): Promise<void>;
};

/**
 * Starts a real PostgreSQL with its default durability on 127.0.0.1, creating `dataDir` when absent; survives a kill of
 * any process at any time, and joins a server that already serves the folder. No exit hooks: a caller that never calls
 * `stop` leaves it running.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const parent = dirname(dataDir);
  const user = await databaseUser(dataDir);
  await makeReachable(parent, user);
  const binaries = await findBinaries(user, parent);
  const state = (await readFolder(dataDir)) ?? (await createFolder(dataDir, binaries.initdb, user));

  const urlAt = (port: number, database = "postgres") =>
    `postgres://postgres:${state.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const live = await findLivePostmaster(dataDir, urlAt);
  const isOthers = live !== undefined && state.ownerPid !== undefined && (await isRunning(state.ownerPid));
  const server = live ?? (await launch({ ...options, dataDir, binaries, user, state, urlAt }));
  if (!isOthers) {
    await writeFolder(dataDir, { ...state, port: server.port, ownerPid: process.pid }, user);
  }
  return {
    url: (database) => urlAt(server.port, database),
    port: server.port,
    pid: server.pid,
    stop: async () => {
      if (!isOthers) await shutDown(server.pid, dataDir, binaries.pgCtl);
    },
  };
}

type Launch = StartPostgresOptions & {
  binaries: PostgresBinaries;
  user: DatabaseUser | undefined;
  state: FolderState;
  urlAt: (port: number) => string;
};

async function launch(plan: Launch): Promise<{ pid: number; port: number }> {
  const port = await choosePort(plan);
  const deadline = Date.now() + RETRY_LIMIT_MS;
  for (;;) {
    const outcome = await launchOnce(plan, port);
    if ("pid" in outcome) return { pid: outcome.pid, port };
    // A killed server's children need a moment to notice and go.
    const isTransient = /shared memory block .* still in use|lock file .* already exists/.test(outcome.log);
    if (!isTransient || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start in ${plan.dataDir}:\n${outcome.log}`);
    }
    await sleep(250);
  }
}

async function choosePort({ port, state }: Launch): Promise<number> {
  if (port !== undefined) {
    if (await isPortFree(port)) return port;
    throw new Error(`The database's port ${port} is in use by another program.`);
  }
  if (state.port !== undefined && (await isPortFree(state.port))) return state.port;
  return freePort();
}

async function launchOnce(plan: Launch, port: number): Promise<{ pid: number } | { log: string }> {
  const settings = Object.entries({
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(plan.binaries.postgres, ["-D", plan.dataDir, ...settings], {
    ...childOptions(plan.dataDir, plan.user),
    // Its own process group: Ctrl-C in the terminal reaches the caller, who decides when the database stops.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    plan.onLog?.(line);
  });
  const gone = once(child, "close").then(
    () => true,
    (error: Error) => lastLines.push(error.message) > 0,
  );
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await Promise.race([gone, sleep(25, false)]))) {
    const { pid } = child;
    const found = await readPostmaster(plan.dataDir);
    const isOurs = pid !== undefined && found?.pid === pid && found.isReady;
    if (isOurs && (await answers(plan.urlAt(port)))) return { pid };
    if (pid !== undefined && Date.now() > deadline) {
      await shutDown(pid, plan.dataDir, plan.binaries.pgCtl);
      lastLines.push(`It was not ready after ${START_LIMIT_MS / 1000} s.`);
    }
  }
  return { log: lastLines.join("\n") };
}
