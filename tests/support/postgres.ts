import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { ensureDatabase } from "@/scripts/services/database";
import { startPostgres } from "@/scripts/services/postgres";
import { isRunning, readPostmaster } from "@/scripts/services/postmaster";

const templateName = "template_test";
const folderPrefix = "witiop-test-";
const leftover = new RegExp(`^${folderPrefix}(\\d+)-`);

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Global setup: one real PostgreSQL with default durability for the whole run, and one migrated template; both vanish at its end. */
export async function setup({ provide }: Pick<TestProject, "provide">): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  // As root the database runs as another user, who must get through.
  await chmod(folder, 0o755);
  const server = await startPostgres({ dataDir: join(folder, "postgres") });
  const teardown = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { migrate } = await import("@/db/migrate");
    await migrate(await ensureDatabase(server, templateName));
    provide("postgresUrl", server.url());
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** A database of a test file's own. */
export interface TestDatabase {
  url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Creates an empty, fully migrated database with a random name; without drop() it lives until the end of the run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await execute(adminUrl, `create database ${name} template ${templateName}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => execute(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

/** A run that was killed could not stop its database, so the next run does. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const runPid = Number(name.match(leftover)?.[1]);
    if (!runPid || (await isRunning(runPid))) continue;
    const folder = join(tmpdir(), name);
    const dataDir = join(folder, "postgres");
    try {
      if (await readPostmaster(dataDir)) await (await startPostgres({ dataDir })).stop();
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      console.warn(`${folder} is left over from a killed run and could not be removed:`, error);
    }
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
