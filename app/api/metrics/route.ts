import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { bearerRefusal } from "@/lib/http/bearer";
import { problemResponse } from "@/lib/http/refusal";
import { safetyHeaders } from "@/lib/http/safety-headers";
import { requestId } from "@/lib/http/trusted-headers";
import { scrape } from "@/lib/metrics/scrape";

/** The metrics of this process for Prometheus; there is no such route where no secret is set. */
export async function GET(request: Request): Promise<Response> {
  const { METRICS_SECRET, DATABASE_POOL_MAX } = env();
  const id = requestId(request.headers);
  if (METRICS_SECRET === undefined) return problemResponse(notFound("This route"), id);
  const refusal = bearerRefusal(request, METRICS_SECRET, "metrics");
  if (refusal) return problemResponse(refusal, id);
  const { contentType, text } = await scrape(database(), DATABASE_POOL_MAX);
  return new Response(text, {
    headers: {
      ...safetyHeaders(),
      "content-type": contentType,
      "cache-control": "no-store",
      "x-request-id": id,
    },
  });
}
