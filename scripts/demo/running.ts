import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { files, readJson } from "@/scripts/demo/folder";
import { isRunning } from "@/scripts/services/postmaster";

const ORPHAN_LIMIT_MS = 15_000;
const run = promisify(execFile);

const leftBehind = z.object({ url: z.string(), pids: z.record(z.string(), z.number()) });

/** Whether the process is one of a demonstration and not another that got its number; yes where that cannot be told. */
async function isOurs(pid: number): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  if (process.platform === "win32") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() =>
    run("ps", ["-p", String(pid), "-o", "command="]).then(
      ({ stdout }) => stdout,
      () => "scripts/demo",
    ),
  );
  return /scripts\/(demo|dev)|next-server/.test(command);
}

/**
 * Makes this process the only one that runs a demonstration in this folder, and answers null; or answers the process that
 * does so already, with its address once it has one.
 */
export async function claimFolder(): Promise<{ pid: number; url: string | null } | null> {
  for (;;) {
    const created = await writeFile(files.lock, String(process.pid), { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (created) return null;
    const pid = Number(await readFile(files.lock, "utf8").catch(() => ""));
    if (pid > 0 && pid !== process.pid && (await isOurs(pid)))
      return { pid, url: leftBehind.safeParse(await readJson(files.summary)).data?.url ?? null };
    await rm(files.lock, { force: true });
  }
}

/** Gives the folder back. */
export async function releaseFolder(): Promise<void> {
  await rm(files.summary, { force: true });
  await rm(files.lock, { force: true });
}

/**
 * Waits until the programs of a demonstration that was killed have noticed it and are gone; those that do not are killed.
 * Its database is left alone: the next start takes it over.
 */
export async function clearOrphans(): Promise<void> {
  const found = leftBehind.safeParse(await readJson(files.summary)).data;
  if (!found) return;
  const { postgres: _, demo: __, ...pids } = found.pids;
  const deadline = Date.now() + ORPHAN_LIMIT_MS;
  for (const pid of Object.values(pids)) {
    while ((await isOurs(pid)) && Date.now() < deadline) await sleep(100);
    if (await isOurs(pid)) process.kill(pid, "SIGKILL");
  }
  await rm(files.summary, { force: true });
}
