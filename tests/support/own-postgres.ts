import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { migrate } from "@/db/migrate";
import { ensureDatabase } from "@/scripts/services/database";
import { startPostgres } from "@/scripts/services/postgres";
import { isRunning } from "@/scripts/services/postmaster";
import type { TestDatabase } from "./postgres";

const run = promisify(execFile);

/** A PostgreSQL of a test's own, which it may kill. */
export type OwnPostgres = {
  /** Migrated; it goes with the server. */
  database: TestDatabase;
  /** Kills every process of the server with SIGKILL, as a crash of the machine would. */
  kill(): Promise<void>;
  /** Shuts it down as its operator would, which breaks every connection off. */
  shutDown(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([child, parent]) => (child && parent === pid ? [child] : []));
}

/** Starts a PostgreSQL beside the one that all tests share. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), `witiop-test-${process.pid}-`));
  await chmod(folder, 0o755);
  const dataDir = join(folder, "postgres");
  let server = await startPostgres({ dataDir });
  const { port } = server;
  const url = await ensureDatabase(server, "faults");
  await migrate(url);
  return {
    database: { url, drop: () => Promise.resolve() },
    kill: async () => {
      const pids = [server.pid, ...(await childrenOf(server.pid))];
      for (const pid of pids) if (await isRunning(pid)) process.kill(pid, "SIGKILL");
    },
    shutDown: () => server.stop(),
    restart: async () => {
      server = await startPostgres({ dataDir, port });
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
