import "server-only";
import { AppError } from "../errors";
import { statusOf } from "../http/problem";
import { logger } from "../logger";

/** What a page's own request is answered when it is refused or fails: one line of text; a failure is in the log as `what`. */
export function plainRefusal(error: unknown, what: string, words: string): Response {
  if (error instanceof AppError) return new Response(`${error.message}\n`, { status: statusOf(error.code) });
  logger().error({ err: error }, what);
  return new Response(`${words}\n`, { status: 500 });
}
