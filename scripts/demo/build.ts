import { createHash, type Hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "@/scripts/demo/children";
import { files, writePrivately } from "@/scripts/demo/folder";
import type { Shutdown } from "@/scripts/demo/shutdown";
import { ENTRY_POINTS } from "@/scripts/entry-points";

const FOLDERS = ["app", "components", "db", "lib", "public"];
const FILES = [
  ...Object.values(ENTRY_POINTS),
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/build.ts",
  "scripts/entry-points.ts",
];
const RESULTS = [join(".next", "BUILD_ID"), join("dist", "server.mjs"), join("dist", "api-docs.html")];

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function digestInto(hash: Hash, path: string): Promise<void> {
  const content = await readFile(path).catch(() => null);
  hash.update(`${path}\0${content?.length ?? "-"}\0`);
  if (content) hash.update(content);
}

/** The files of which a build is made, in a fixed order. */
export async function listSources(): Promise<string[]> {
  return [...(await Promise.all(FOLDERS.map(sourcesIn))).flat(), ...FILES];
}

async function sourcesHash(actionsKey: string): Promise<string> {
  const hash = createHash("sha256").update(`${process.version} ${actionsKey}`);
  for (const path of await listSources()) await digestInto(hash, path);
  return hash.digest("hex");
}

/** Null when there is no complete build. */
async function resultsHash(): Promise<string | null> {
  const hash = createHash("sha256");
  for (const path of RESULTS) {
    const content = await readFile(path).catch(() => null);
    if (!content) return null;
    hash.update(content);
  }
  return hash.digest("hex");
}

/** Tells whether the present build was made here from the present sources, and what to remember once it is. */
export async function checkBuild(
  actionsKey: string,
): Promise<{ isFresh: boolean; remember(): Promise<void> }> {
  const sources = await sourcesHash(actionsKey);
  const remembered = await readFile(files.buildHash, "utf8").catch(() => "");
  const results = await resultsHash();
  return {
    isFresh: results !== null && remembered === `${sources} ${results}\n`,
    remember: async () => writePrivately(files.buildHash, `${sources} ${await resultsHash()}\n`),
  };
}

/**
 * Builds pages and bundles for production, with that key for server actions. Throws with the end of the output when that
 * fails.
 */
export async function build(shutdown: Shutdown, actionsKey: string): Promise<void> {
  const next = join("node_modules", "next", "dist", "bin", "next");
  await run(shutdown, "build", [next, "build"], {
    NODE_ENV: "production",
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey,
    NEXT_TELEMETRY_DISABLED: "1",
  });
  await bundle(shutdown);
  if ((await resultsHash()) === null) throw new Error(`The build left no result. See ${files.log("build")}.`);
}

/** Bundles server and worker into `dist`. */
export async function bundle(shutdown: Shutdown): Promise<void> {
  await run(shutdown, "bundle", ["--import", "tsx", join("scripts", "build.ts")], {});
}
