import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseUser } from "@/scripts/services/postgres-user";

/** What is remembered inside a data folder between starts. */
export type FolderState = {
  password: string;
  port: number | undefined;
  /** The process that started the server and will stop it. */
  ownerPid: number | undefined;
};

const STATE_FILE = "embedded.json";

/** A data folder's state; undefined while there is no database in it. Throws when it is somebody else's. */
export async function readFolder(dataDir: string): Promise<FolderState | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, STATE_FILE), "utf8")) as FolderState;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      const advice = "Start as the user that created it, or set DATA_DIR to another folder.";
      throw new Error(`The database folder ${dataDir} cannot be read (${code}). ${advice}`, { cause });
    }
  }
  const content = await readdir(dataDir).catch(() => []);
  if (content.length === 0) return undefined;
  throw new Error(
    `The folder ${dataDir} is not empty and holds no database of this application. ` +
      "Empty it, or set DATA_DIR to another folder.",
  );
}

/** Replaces a data folder's state in one step, readable by its owner only. */
export async function writeFolder(
  dataDir: string,
  state: FolderState,
  user: DatabaseUser | undefined,
): Promise<void> {
  const path = join(dataDir, STATE_FILE);
  const draft = `${path}.${process.pid}`;
  await writePrivately(draft, JSON.stringify(state), user);
  await rename(draft, path);
}

/**
 * Creates a database cluster (UTF-8, Unicode-aware case, code point order, password required) that appears at `dataDir`
 * only when complete, so an interrupted creation is simply repeated. Throws with initdb's own words when it fails.
 */
export async function createFolder(
  dataDir: string,
  initdb: string,
  user: DatabaseUser | undefined,
): Promise<FolderState> {
  const unfinished = `${dataDir}.unfinished`;
  const passwordFile = `${dataDir}.password`;
  const state = { password: randomBytes(24).toString("hex"), port: undefined, ownerPid: undefined };
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (user) await chown(unfinished, user.uid, user.gid);
  try {
    await writePrivately(passwordFile, state.password, user);
    await runInitdb(initdb, unfinished, passwordFile, user);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFolder(unfinished, state, user);
  await rmdir(dataDir).catch(() => undefined);
  await rename(unfinished, dataDir);
  return state;
}

async function writePrivately(path: string, text: string, user: DatabaseUser | undefined): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, text, { mode: 0o600, flag: "wx" });
  if (user) await chown(path, user.uid, user.gid);
}

function runInitdb(
  initdb: string,
  folder: string,
  passwordFile: string,
  user: DatabaseUser | undefined,
): Promise<void> {
  const options = [
    ...["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
    ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ];
  const child = spawn(initdb, [`--pgdata=${folder}`, ...options], {
    ...childOptions(folder, user),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The database could not be created in ${folder}:\n${output.trim()}`));
    });
  });
}

/** How a database program is spawned: as the account, in the folder, and without libpq's own environment settings. */
export function childOptions(folder: string, user: DatabaseUser | undefined) {
  const isKept = ([name]: [string, unknown]) => !name.startsWith("PG") && !name.startsWith("LC_");
  const env = Object.fromEntries(Object.entries(process.env).filter(isKept)) as NodeJS.ProcessEnv;
  const account = user ? { uid: user.uid, gid: user.gid } : {};
  return { ...account, cwd: folder, env, windowsHide: true };
}
