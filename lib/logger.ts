import pino, { type Logger } from "pino";
import { once } from "@/db/registry";
import { env } from "./env";

/** The structured log of this process, on standard output; credentials are blanked. */
export function logger(): Logger {
  return once("logger", () =>
    pino({
      level: env().LOG_LEVEL,
      base: undefined,
      redact: {
        paths: ["*.authorization", "*.cookie", "*.secret", "*.password", "headers.authorization"],
        censor: "[redacted]",
      },
      timestamp: pino.stdTimeFunctions.isoTime,
    }),
  );
}
