import "server-only";
import { v7 as uuidv7 } from "uuid";
import { asRefusal, problemResponse } from "../http/refusal";

/** Answers what a channel sent: as `work` says, or with the problem (RFC 9457) that it threw. */
export async function answerChannel(work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = uuidv7();
  try {
    return await work(requestId);
  } catch (error) {
    return problemResponse(asRefusal(error, requestId, "webhook failed"), requestId);
  }
}
