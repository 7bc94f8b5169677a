import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { bearerRefusal } from "@/lib/http/bearer";
import { problemResponse } from "@/lib/http/refusal";
import { safetyHeaders } from "@/lib/http/safety-headers";
import { requestId as requestIdOf } from "@/lib/http/trusted-headers";
import { runJobs } from "@/lib/jobs/run";
import { logFault } from "@/lib/jobs/worker";

const CLAIM_MS = 15_000;
const DRAIN_MS = 5_000;

/** Does the background work that is due, within 25 seconds, and answers with counts; for hosts that have only cron. */
export async function POST(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const refusal = bearerRefusal(request, env().JOBS_SECRET, "jobs");
  if (refusal) return problemResponse(refusal, requestId);
  try {
    const counts = await runJobs({
      db: database(),
      settings: env(),
      signal: AbortSignal.timeout(CLAIM_MS),
      drainMs: DRAIN_MS,
      until: "idle",
      onFault: logFault,
    });
    const headers = { ...safetyHeaders(), "cache-control": "no-store", "x-request-id": requestId };
    return Response.json(counts, { headers });
  } catch (error) {
    logFault(error, "background work failed");
    return problemResponse(
      new AppError("unavailable", "The background work could not be done. Try again."),
      requestId,
    );
  }
}
