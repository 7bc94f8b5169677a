import "server-only";
import { AppError } from "../errors";
import { logger } from "../logger";
import { problemBody, problemHeaders, statusOf } from "./problem";

/** The refusal that an error is: itself, or for an unexpected one a blank `internal` whose cause is in the log. */
export function asRefusal(error: unknown, requestId: string, what: string): AppError {
  if (error instanceof AppError) return error;
  logger().error({ err: error, requestId }, what);
  return new AppError("internal", "Something failed on our side. Try again, or quote the request id.", {
    cause: error,
  });
}

/** A refusal as an answer: problem details (RFC 9457) with the request's id. */
export function problemResponse(error: AppError, requestId: string): Response {
  return new Response(problemBody(error, requestId), {
    status: statusOf(error.code),
    headers: { ...problemHeaders(error), "x-request-id": requestId, "cache-control": "no-store" },
  });
}
