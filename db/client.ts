import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** A pool of connections; `$client` is the driver underneath. */
export type Database = PostgresJsDatabase & { $client: postgres.Sql };

/** A database or a transaction in it: what reads and writes need. */
export type Executor = Pick<
  PostgresJsDatabase,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "transaction" | "with" | "$with"
>;

export type ConnectOptions = {
  /** Most connections of this pool. */
  max?: number;
  /** Off behind a pooler that shares connections between transactions. */
  prepare?: boolean;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** After this long a statement is given up by the database; unlimited unless told. */
  statementTimeoutMs?: number;
};

/** Opens a pool lazily: nothing is connected before the first query. Sessions run in UTC and write times as ISO does. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const client = postgres(url, {
    max: options.max ?? 10,
    prepare: options.prepare ?? true,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? "witiop",
      TimeZone: "UTC",
      DateStyle: "ISO",
      ...(options.statementTimeoutMs && {
        statement_timeout: options.statementTimeoutMs,
        idle_in_transaction_session_timeout: 2 * options.statementTimeoutMs,
      }),
    },
  });
  return drizzle(client);
}
