import "server-only";
import { isUnreachable } from "@/db/errors";
import { AppError } from "../errors";
import { logger } from "../logger";
import { problemBody, problemHeaders, statusOf } from "./problem";
import { safetyHeaders } from "./safety-headers";

/**
 * The refusal that an error is: itself, or for an unexpected one, whose cause is in the log, `unavailable` when the
 * database could not be reached and a blank `internal` otherwise.
 */
export function asRefusal(error: unknown, requestId: string, what: string): AppError {
  if (error instanceof AppError) return error;
  logger().error({ err: error, requestId }, what);
  if (isUnreachable(error))
    return new AppError("unavailable", "The database is not reachable. Try again.", { cause: error });
  return new AppError("internal", "Something failed on our side. Try again, or quote the request id.", {
    cause: error,
  });
}

/** A refusal as an answer: problem details (RFC 9457) with the request's id. */
export function problemResponse(error: AppError, requestId: string): Response {
  return new Response(problemBody(error, requestId), {
    status: statusOf(error.code),
    headers: {
      ...safetyHeaders(),
      ...problemHeaders(error),
      "x-request-id": requestId,
      "cache-control": "no-store",
    },
  });
}
