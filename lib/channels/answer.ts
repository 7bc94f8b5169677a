import "server-only";
import { v7 as uuidv7 } from "uuid";
import { AppError } from "../errors";
import { problemBody, problemHeaders, statusOf } from "../http/problem";
import { logger } from "../logger";

function asAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  logger().error({ err: error, requestId }, "webhook failed");
  return new AppError("internal", "Something failed on our side. Send it again.", { cause: error });
}

/** Answers what a channel sent: as `work` says, or with the problem (RFC 9457) that it threw. */
export async function answerChannel(work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = uuidv7();
  try {
    return await work(requestId);
  } catch (error) {
    const refusal = asAppError(error, requestId);
    return new Response(problemBody(refusal, requestId), {
      status: statusOf(refusal.code),
      headers: { ...problemHeaders(refusal), "x-request-id": requestId },
    });
  }
}
