import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";

const run = promisify(execFile);
const ANSWER_LIMIT_MS = 30_000;

/** What a running server wrote about itself into its data folder. */
export type Postmaster = {
  pid: number;
  port: number;
  isReady: boolean;
};

/** What `postmaster.pid` says; undefined when there is none. The process that it names may long be dead. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    },
  );
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
}

/** True when a process exists and has not merely been left unreaped. */
export async function isRunning(pid: number): Promise<boolean> {
  if (!isListed(pid)) return false;
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !/\) [ZX] /.test(status);
}

/** True when the URL can be logged in to within two seconds. */
export async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * The live server of a data folder, waited for while it is starting or stopping; undefined when there is none. A lock
 * file left by a killed server is removed when another program has its process id by now. Throws after 30 s of silence.
 */
export async function findLivePostmaster(
  dataDir: string,
  urlAt: (port: number) => string,
): Promise<Postmaster | undefined> {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  for (;;) {
    const found = await readPostmaster(dataDir);
    if (!found) return undefined;
    // The lock file of a process that is gone is left to PostgreSQL, which also looks for surviving children.
    if (!isListed(found.pid)) return undefined;
    if (!(await isRunning(found.pid)) || !(await isPostgres(found.pid))) {
      await rm(join(dataDir, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (found.isReady && (await answers(urlAt(found.port)))) return found;
    if (Date.now() > deadline) {
      throw new Error(
        `Process ${found.pid} holds the database in ${dataDir} but does not answer on port ${found.port}. ` +
          "Stop that process, then start again.",
      );
    }
    await sleep(100);
  }
}

function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When the name cannot be found out the answer is yes: a lock file is never taken from a possible database. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === "win32") return true;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() =>
    run("ps", ["-p", String(pid), "-o", "comm="]).then(
      ({ stdout }) => stdout,
      () => "postgres",
    ),
  );
  return name.includes("postgres");
}

/**
 * Shuts a server down fast (open transactions roll back, data is flushed) and resolves once it is gone; after 30 s it
 * is told to quit at once.
 */
export async function shutDown(pid: number, dataDir: string, pgCtl: string): Promise<void> {
  if (process.platform === "win32") {
    await run(pgCtl, ["stop", "-D", dataDir, "-m", "fast", "-w"]).catch(() => undefined);
    return;
  }
  const quitAt = Date.now() + 30_000;
  let signal: NodeJS.Signals | undefined = "SIGINT";
  while (await isRunning(pid)) {
    if (signal && isListed(pid)) process.kill(pid, signal);
    signal = undefined;
    await sleep(20);
    if (Date.now() > quitAt) signal = "SIGQUIT";
  }
}
