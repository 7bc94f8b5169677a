import { execFile } from "node:child_process";
import { chmod, mkdir, stat } from "node:fs/promises";
import { join, parse, relative, sep } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The operating system account that the database process runs as. */
export type DatabaseUser = {
  name: string;
  uid: number;
  gid: number;
};

/**
 * The account to run PostgreSQL as; undefined when the current one will do. PostgreSQL refuses to run as root, so for
 * root it is the owner of an existing data folder, else the system user "postgres", which is created when it is
 * missing.
 */
export async function databaseUser(dataDir: string): Promise<DatabaseUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) return { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const existing = await findUser("postgres");
  if (existing) return existing;
  try {
    await run("useradd", [
      ...["--system", "--user-group", "--no-create-home"],
      ...["--shell", "/usr/sbin/nologin", "postgres"],
    ]);
  } catch (cause) {
    throw new Error(
      'PostgreSQL refuses to run as root, and the system user "postgres" for it could not be created. ' +
        "Start as an ordinary user, or create that user first.",
      { cause },
    );
  }
  const created = await findUser("postgres");
  if (!created) throw new Error('The system user "postgres" was created but cannot be found.');
  return created;
}

async function findUser(name: string): Promise<DatabaseUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The first folder on the way to `path`, itself included, that the account cannot enter; undefined when it can. */
export async function findBarrier(path: string, user: DatabaseUser): Promise<string | undefined> {
  for (const folder of ancestors(path)) {
    const found = await stat(folder).catch(() => undefined);
    if (!found) return undefined;
    const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
    if (((found.mode >> shift) & 1) === 0) return folder;
  }
  return undefined;
}

/** Creates the folder such that the account can enter it. Throws saying which folder bars the way. */
export async function makeReachable(folder: string, user: DatabaseUser | undefined): Promise<void> {
  if (user) {
    const barrier = await findBarrier(folder, user);
    if (barrier) throw new Error(await barrierMessage(barrier, user));
  }
  for (const part of ancestors(folder)) {
    const found = await stat(part).catch(() => undefined);
    if (found?.isDirectory()) continue;
    try {
      await mkdir(part);
      // Whatever the umask is, the account must get through.
      if (user) await chmod(part, 0o755);
    } catch (cause) {
      throw new Error(`The folder ${part} cannot be created.`, { cause });
    }
  }
}

/** Why the database cannot get at its files, and what to do about it. */
async function barrierMessage(barrier: string, user: DatabaseUser): Promise<string> {
  const { mode } = await stat(barrier);
  return (
    `PostgreSQL does not run as root, so it runs as the system user "${user.name}", ` +
    `and that user may not enter ${barrier} (mode ${(mode & 0o777).toString(8)}). ` +
    `Allow it with: chmod o+x ${barrier}   or set DATA_DIR to a folder outside of it, such as /var/lib/witiop.`
  );
}

function ancestors(path: string): string[] {
  const { root } = parse(path);
  const parts = relative(root, path).split(sep).filter(Boolean);
  return [root, ...parts.map((_, index) => join(root, ...parts.slice(0, index + 1)))];
}
