import pino, { type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { once } from "@/db/registry";
import { env } from "./env";
import { currentRequest } from "./http/request-context";

/**
 * An error as the log holds it. Of a failed query only that it failed and why: its message and the first lines of its
 * stack would hold the SQL with people's messages and numbers.
 */
function loggable(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error, cause: innerError(error) };
  const isQuery = "query" in error && "params" in error;
  return {
    type: error.name,
    code: "code" in error ? error.code : undefined,
    digest: "digest" in error ? error.digest : undefined,
    message: isQuery ? "a query failed" : error.message,
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    errors: error instanceof AggregateError ? error.errors.map(loggable) : undefined,
    cause: error.cause === undefined ? undefined : loggable(error.cause),
  };
}

/** Auth.js hides the error that matters in an object: `cause: { err, … }`. */
function innerError(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("err" in value)) return undefined;
  return value.err instanceof Error ? loggable(value.err) : undefined;
}

/**
 * Leads what libraries write to the console through the log, so that an error there shows no more than elsewhere:
 * Next.js prints the errors of pages whole.
 */
export function captureConsole(): void {
  const write =
    (level: "error" | "warn") =>
    (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      const text = parts.filter((part) => typeof part === "string").join(" ");
      logger()[level](error ? { err: error } : {}, text || "console");
    };
  console.error = write("error");
  console.warn = write("warn");
}

/** A log of its own that writes to `destination`, or to standard output; the process has one, see `logger`. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    mixin: currentRequest,
    redact: {
      paths: ["*.authorization", "*.cookie", "*.secret", "*.password", "headers.authorization"],
      censor: "[redacted]",
    },
    serializers: { err: loggable },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * The structured log of this process, on standard output; credentials and the data of queries are left out, and what is
 * logged in the course of a request has its id.
 */
export function logger(): Logger {
  return once("logger", () => createLogger(env().LOG_LEVEL));
}
