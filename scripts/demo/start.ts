import { parseArgs } from "node:util";
import { type Child, startService } from "@/scripts/demo/children";
import { makeFolders } from "@/scripts/demo/folder";
import { choosePorts, requireFree } from "@/scripts/demo/ports";
import { step } from "@/scripts/demo/progress";
import { resetFolder } from "@/scripts/demo/reset";
import { claimFolder, clearOrphans, releaseFolder } from "@/scripts/demo/running";
import { loadSecrets } from "@/scripts/demo/secrets";
import { startServices } from "@/scripts/demo/services";
import { appUrl, serverEnv } from "@/scripts/demo/settings";
import { createShutdown, type Shutdown } from "@/scripts/demo/shutdown";
import { printSummary, writeSummary } from "@/scripts/demo/summary";

/** How one kind of start makes and runs the server. */
export type Kind = {
  command: string;
  nodeEnv: "production" | "development";
  /** Makes what the server runs, for server actions that are encrypted with that key. */
  prepare: (shutdown: Shutdown, actionsKey: string) => Promise<void>;
};

type Flags = { reset: boolean; port: number | undefined };

function readFlags(command: string): Flags {
  try {
    const { values } = parseArgs({ options: { reset: { type: "boolean" }, port: { type: "string" } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port === undefined || (Number.isInteger(port) && port > 0 && port < 65_536))
      return { reset: values.reset ?? false, port };
  } catch {
    // Told below.
  }
  console.error(`Usage: ${command} [-- [--reset] [--port <number>]]`);
  process.exit(2);
}

function startServer(shutdown: Shutdown, env: Record<string, string>): Promise<Child> {
  return startService(shutdown, `${env.APP_URL}/api/ready`, {
    name: "server",
    args: ["--enable-source-maps", "dist/server.mjs"],
    env,
  });
}

async function startAll(kind: Kind, flags: Flags, shutdown: Shutdown): Promise<void> {
  await clearOrphans();
  if (flags.reset) await step("Everything of earlier starts thrown away", resetFolder);
  await makeFolders();
  const secrets = await loadSecrets(kind.command);
  if (flags.port !== undefined) await requireFree(flags.port);
  // A build takes long, and what is free before it may not be so after it.
  await kind.prepare(shutdown, secrets.actionsKey);
  const { ports, notes } = await choosePorts(flags.port);
  for (const note of notes) console.log(`  ${note}`);
  const services = await startServices({ shutdown, secrets, ports });
  const env = { ...serverEnv(secrets, ports, services.databaseUrl), NODE_ENV: kind.nodeEnv };
  const server = await step(
    "Server",
    () => startServer(shutdown, env),
    () => appUrl(ports),
  );
  const demo = { secrets, ports, services, server };
  await writeSummary(demo);
  await printSummary(demo);
}

/** Starts a demonstration and keeps it running until it is told to stop, or until one of its parts fails. */
export async function startDemo(kind: Kind): Promise<void> {
  const flags = readFlags(kind.command);
  await makeFolders();
  const other = await claimFolder();
  if (other) {
    const where = other.url ? `at ${other.url}` : "and is still starting";
    console.log(`\n  A demo is running already ${where} (process ${other.pid}).`);
    if (flags.reset) console.log("  Stop it with Ctrl-C before a reset.");
    process.exit(flags.reset ? 1 : 0);
  }
  const shutdown = createShutdown();
  shutdown.add("folder", releaseFolder);
  await startAll(kind, flags, shutdown).catch(async (error: unknown) => {
    if (!shutdown.isActive()) return;
    console.error(`\n  ${error instanceof Error ? error.message : error}`);
    await shutdown.stopAll(1, "The start failed.");
  });
}
