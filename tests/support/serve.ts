import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** The two ways in which the built application can be served. */
export type ServeMode = "server.ts" | "next start";

/** An identity provider and the client that the application is there. */
export type OidcSettings = { issuer: string; client: { clientId: string; clientSecret: string } };

/** A process that serves the production build. */
export type ServerProcess = {
  /** Ends it and resolves when it is gone; what has ended stays so. */
  end(signal: NodeJS.Signals): Promise<void>;
};

const START_LIMIT_MS = 30_000;

/** Full, valid settings of a development deployment at `http://localhost:<port>`. */
export function serverSettings(
  port: number,
  databaseUrl: string,
  { issuer, client }: OidcSettings,
): Record<string, string> {
  return {
    DEPLOYMENT: "development",
    APP_URL: `http://localhost:${port}`,
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "test-auth-secret-of-at-least-32-characters",
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    OIDC_ADMIN_GROUPS: "witiop-admins",
    OIDC_MANAGER_GROUPS: "witiop-managers",
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    WHATSAPP_APP_SECRET: "test-whatsapp-app-secret",
    WHATSAPP_VERIFY_TOKEN: "test-verify-token",
    JOBS_SECRET: "test-jobs-secret-of-at-least-32-characters",
    CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
  };
}

function launch(mode: ServeMode, env: Record<string, string>): ChildProcess {
  const args =
    mode === "server.ts"
      ? ["--enable-source-maps", "dist/server.mjs"]
      : ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", env.PORT ?? ""];
  return spawn(process.execPath, args, {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
}

async function waitUntilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    const healthy = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not healthy within ${START_LIMIT_MS} ms`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Serves the production build, which must be there, with these settings; resolves when it is healthy. */
export async function serveBuild(mode: ServeMode, env: Record<string, string>): Promise<ServerProcess> {
  const child = launch(mode, env);
  await waitUntilHealthy(env.APP_URL ?? "", child);
  return { end: (signal) => end(child, signal) };
}
