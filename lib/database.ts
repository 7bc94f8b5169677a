import "server-only";
import { hostname } from "node:os";
import { connect, type Database } from "@/db/client";
import { once } from "@/db/registry";
import { env } from "./env";

const STATEMENT_TIMEOUT_MS = 30_000;
/** What PostgreSQL keeps of an application's name. */
const MAX_NAME_CHARS = 63;

/** The connection pool of this process; in `pg_stat_activity` its connections have the name of host and process. */
export function database(): Database {
  return once("database", () =>
    connect(env().DATABASE_URL, {
      max: env().DATABASE_POOL_MAX,
      prepare: env().DATABASE_PREPARE,
      applicationName: `witiop ${process.pid} ${hostname()}`.slice(0, MAX_NAME_CHARS),
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
  );
}
