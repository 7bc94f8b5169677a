import "server-only";
import { connect, type Database } from "@/db/client";
import { once } from "@/db/registry";
import { env } from "./env";

const STATEMENT_TIMEOUT_MS = 30_000;

/** The connection pool of this process. */
export function database(): Database {
  return once("database", () =>
    connect(env().DATABASE_URL, {
      max: env().DATABASE_POOL_MAX,
      prepare: env().DATABASE_PREPARE,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
  );
}
