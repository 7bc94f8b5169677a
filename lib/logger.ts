import pino, { type Logger } from "pino";
import { once } from "@/db/registry";
import { env } from "./env";

/**
 * An error as the log holds it. Of a failed query only that it failed and why: its message and the first lines of its
 * stack would hold the SQL with people's messages and numbers.
 */
function loggable(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const isQuery = "query" in error && "params" in error;
  return {
    type: error.name,
    code: "code" in error ? error.code : undefined,
    message: isQuery ? "a query failed" : error.message,
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    cause: error.cause === undefined ? undefined : loggable(error.cause),
  };
}

/** The structured log of this process, on standard output; credentials and the data of queries are left out. */
export function logger(): Logger {
  return once("logger", () =>
    pino({
      level: env().LOG_LEVEL,
      base: undefined,
      redact: {
        paths: ["*.authorization", "*.cookie", "*.secret", "*.password", "headers.authorization"],
        censor: "[redacted]",
      },
      serializers: { err: loggable },
      timestamp: pino.stdTimeFunctions.isoTime,
    }),
  );
}
