import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { connect, type Database } from "@/db/client";
import { freePort } from "@/scripts/services/ports";
import { startTestOidcServer, type TestOidcServer } from "./oidc";
import { createTestDatabase, type TestDatabase } from "./postgres";

/** The two ways in which the built application can be served. */
export type ServeMode = "server.ts" | "next start";

export type AppOptions = {
  mode?: ServeMode;
  env?: Record<string, string>;
  /** A migrated database of the caller's; a fresh one when left out. */
  database?: TestDatabase;
  /** Hears every line that the server writes, instead of whoever runs the tests. */
  onLine?: (line: string) => void;
};

/** The built application as its users have it: a process of its own, a database, an identity provider. */
export type RunningApp = {
  url: string;
  env: Record<string, string>;
  db: Database;
  oidc: TestOidcServer;
  /** The server's process id. */
  pid(): number;
  /** Kills the server with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts the server again on the same port and database. */
  restart(): Promise<void>;
  /** Asks the server to stop with SIGTERM; resolves with its exit code once it is gone. */
  terminate(): Promise<number | null>;
  /** Stops everything that `startApp` started. */
  stop(): Promise<void>;
};

const START_LIMIT_MS = 60_000;

function settings(port: number, databaseUrl: string, oidc: TestOidcServer): Record<string, string> {
  return {
    DEPLOYMENT: "development",
    APP_URL: `http://localhost:${port}`,
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "test-auth-secret-of-at-least-32-characters",
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.client.clientId,
    OIDC_CLIENT_SECRET: oidc.client.clientSecret,
    OIDC_ADMIN_GROUPS: "witiop-admins",
    OIDC_MANAGER_GROUPS: "witiop-managers",
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    WHATSAPP_APP_SECRET: "test-whatsapp-app-secret",
    WHATSAPP_VERIFY_TOKEN: "test-verify-token",
    JOBS_SECRET: "test-jobs-secret-of-at-least-32-characters",
    METRICS_SECRET: "test-metrics-secret-of-at-least-32-characters",
    STOP_DELAY_SECONDS: "0",
    // All tests come from one address.
    UNKNOWN_TOKEN_LIMIT_PER_MINUTE: "100000",
    CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
  };
}

function launch(mode: ServeMode, env: Record<string, string>, onLine: AppOptions["onLine"]): ChildProcess {
  const args =
    mode === "server.ts"
      ? ["--enable-source-maps", "dist/server.mjs"]
      : ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", env.PORT ?? ""];
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
    stdio: ["ignore", onLine ? "pipe" : "inherit", "inherit"],
  });
  if (onLine && child.stdout) createInterface({ input: child.stdout }).on("line", onLine);
  return child;
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    const isReady = await fetch(`${url}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready within ${START_LIMIT_MS} ms`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}

/** Serves the production build on a free port with a fresh database; `npm test` has built it before. */
export async function startApp({
  mode = "server.ts",
  env: changes = {},
  database: given,
  onLine,
}: AppOptions = {}): Promise<RunningApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const oidc = await startTestOidcServer([`${url}/api/auth/callback/oidc`]);
  const database = given ?? (await createTestDatabase());
  const env = { ...settings(port, database.url, oidc), ...changes };
  const db = connect(database.url, { max: 4 });
  let child = launch(mode, env, onLine);
  await waitUntilReady(url, child);
  return {
    url,
    env,
    db,
    oidc,
    pid: () => child.pid ?? 0,
    kill: async () => void (await end(child, "SIGKILL")),
    terminate: () => end(child, "SIGTERM"),
    restart: async () => {
      child = launch(mode, env, onLine);
      await waitUntilReady(url, child);
    },
    stop: async () => {
      await end(child, "SIGTERM");
      await db.$client.end();
      await oidc.close();
      await database.drop();
    },
  };
}
