import type { Database } from "@/db/client";
import { once } from "@/db/registry";
import { database } from "@/lib/database";
import { type Env, parseEnv } from "@/lib/env";

/** Full, valid settings of a development deployment on that database, as the environment of a process has them. */
export function testSettings(
  databaseUrl: string,
  changes: Record<string, string> = {},
): Record<string, string> {
  return {
    DEPLOYMENT: "development",
    APP_URL: "http://localhost:3000",
    LOG_LEVEL: "silent",
    UNKNOWN_TOKEN_LIMIT_PER_MINUTE: "100000",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: "8",
    AUTH_SECRET: "test-auth-secret-of-at-least-32-characters",
    OIDC_ISSUER: "http://localhost:4000",
    OIDC_CLIENT_ID: "test-client",
    OIDC_CLIENT_SECRET: "test-client-secret",
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    WHATSAPP_APP_SECRET: "test-whatsapp-app-secret",
    WHATSAPP_VERIFY_TOKEN: "test-verify-token",
    JOBS_SECRET: "test-jobs-secret-of-at-least-32-characters",
    METRICS_SECRET: "test-metrics-secret-of-at-least-32-characters",
    WORKER: "off",
    ...changes,
  };
}

/** The settings of `testSettings` as they are read; nothing of the environment gets in. */
export function testEnv(databaseUrl: string, changes: Record<string, string> = {}): Env {
  return parseEnv(testSettings(databaseUrl, changes));
}

/** Gives this process the settings of `testEnv` before anything reads its environment, and returns its pool. */
export function applyTestEnv(databaseUrl: string, changes: Record<string, string> = {}): Database {
  once("env", () => testEnv(databaseUrl, changes));
  return database();
}
