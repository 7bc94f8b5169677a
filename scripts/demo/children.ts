import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open, readFile, rename } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { files } from "@/scripts/demo/folder";
import type { Shutdown } from "@/scripts/demo/shutdown";

const TAIL_LINES = 25;
const STOP_LIMIT_MS = 12_000;
const START_LIMIT_MS = 60_000;

/** A program of the demonstration. */
export type Child = { name: string; pid: number; process: ChildProcess; gone: Promise<string> };

export type ChildOptions = {
  name: string;
  /** What follows `node`. */
  args: readonly string[];
  env?: Record<string, string>;
  /** Gets every line of its output, which also goes to its log. */
  onLine?: (line: string) => void;
};

async function freshLog(name: string): Promise<string> {
  const path = files.log(name);
  await rename(path, files.log(`${name}.previous`)).catch(() => undefined);
  return path;
}

/**
 * Starts a Node program whose output goes to its log. It is in a process group of its own, so that Ctrl-C reaches only us,
 * who stop the programs in order; should we be killed, it notices and stops by itself.
 */
async function startChild({ name, args, env = {}, onLine }: ChildOptions): Promise<Child> {
  const path = await freshLog(name);
  const log = await open(path, "a");
  const output = onLine ? "pipe" : log.fd;
  const child = spawn(process.execPath, ["--import", "./scripts/demo/stop-with-parent.ts", ...args], {
    env: { ...process.env, ...env, DEMO_PID: String(process.pid) },
    stdio: ["ignore", output, output, "ipc"],
    detached: true,
    windowsHide: true,
  });
  const ended = once(child, "exit").then(
    ([code, signal]) => (signal ? `by ${signal}` : `with code ${code}`),
    (error: Error) => `before it began: ${error.message}`,
  );
  if (onLine) {
    const copy = createWriteStream(path, { flags: "a" });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        copy.write(`${line}\n`);
        onLine(line);
      });
    }
  }
  await log.close();
  if (child.pid === undefined) throw new Error(`${name} could not be started: it ended ${await ended}`);
  return { name, pid: child.pid, process: child, gone: ended };
}

/** The last lines of a program's log, indented. */
async function logTail(name: string): Promise<string> {
  const text = await readFile(files.log(name), "utf8").catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-TAIL_LINES);
  return lines.map((line) => `    ${line}`).join("\n");
}

/** Asks a program to stop and resolves when it is gone; after twelve seconds it is killed. */
async function stopChild(child: Child): Promise<void> {
  child.process.kill("SIGTERM");
  const limit = new AbortController();
  const late = sleep(STOP_LIMIT_MS, "late", { signal: limit.signal }).catch(() => "gone");
  if ((await Promise.race([child.gone, late])) === "late") {
    child.process.kill("SIGKILL");
    await child.gone;
  }
  limit.abort();
}

/** Runs a Node program to its end. Throws with the end of its output when it fails. */
export async function run(
  shutdown: Shutdown,
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const child = await startChild({ name, args, env });
  shutdown.add(name, () => stopChild(child));
  const outcome = await child.gone;
  if (outcome === "with code 0") return;
  throw new Error(`The ${name} ended ${outcome}. The end of ${files.log(name)}:\n${await logTail(name)}`);
}

/** Starts a program that is to run as long as the demonstration, and resolves when it answers at `url`. */
export async function startService(shutdown: Shutdown, url: string, options: ChildOptions): Promise<Child> {
  const child = await startChild(options);
  const { name } = options;
  shutdown.add(name, () => stopChild(child));
  const isGone = child.gone.then(() => true as const);
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (await Promise.race([isGone, sleep(100, false)]))
      throw new Error(
        `The ${name} ended ${await child.gone}. The end of ${files.log(name)}:\n${await logTail(name)}`,
      );
    if (Date.now() > deadline)
      throw new Error(`The ${name} does not answer at ${url}. See ${files.log(name)}.`);
  }
  void child.gone.then(async (how) => {
    if (!shutdown.isActive()) return;
    const tail = await logTail(name);
    await shutdown.stopAll(1, `The ${name} ended ${how}. The end of ${files.log(name)}:\n${tail}\n`);
  });
  return child;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
