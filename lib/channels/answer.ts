import "server-only";
import { asRefusal, problemResponse } from "../http/refusal";
import { requestId as requestIdOf } from "../http/trusted-headers";

/** Answers what a channel sent: as `work` says, or with the problem (RFC 9457) that it threw. */
export async function answerChannel(
  request: Request,
  work: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  try {
    return await work(requestId);
  } catch (error) {
    return problemResponse(asRefusal(error, requestId, "webhook failed"), requestId);
  }
}
