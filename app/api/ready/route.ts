import { database } from "@/lib/database";
import { safetyHeaders } from "@/lib/http/safety-headers";
import { isStopping } from "@/lib/http/stopping";
import { keptAnswer } from "@/lib/kept-answer";
import { logger } from "@/lib/logger";
import { withTimeout } from "@/lib/with-timeout";

const TIMEOUT_MS = 3_000;

const answersInTime = keptAnswer(async () => {
  try {
    await withTimeout(database().$client`select 1`, TIMEOUT_MS, () => new Error("no answer in time"));
    return true;
  } catch (error) {
    logger().error({ err: error }, "database not reachable");
    return false;
  }
});

/**
 * Readiness: 200 when the database answers within three seconds, 503 otherwise and while the server stops. The database
 * is asked once a second at most.
 */
export async function GET(): Promise<Response> {
  const isReady = !isStopping() && (await answersInTime());
  return Response.json(
    { status: isReady ? "ok" : "unavailable" },
    { status: isReady ? 200 : 503, headers: { ...safetyHeaders(), "cache-control": "no-store" } },
  );
}
