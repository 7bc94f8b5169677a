import { setTimeout } from "node:timers/promises";
import { database } from "@/lib/database";
import { isStopping } from "@/lib/http/stopping";
import { keptAnswer } from "@/lib/kept-answer";
import { logger } from "@/lib/logger";

const TIMEOUT_MS = 3_000;

async function answers(): Promise<boolean> {
  await database().$client`select 1`;
  return true;
}

const answersInTime = keptAnswer(() =>
  Promise.race([answers(), setTimeout(TIMEOUT_MS, false, { ref: false })]).catch((error: unknown) => {
    logger().error({ err: error }, "database not reachable");
    return false;
  }),
);

/**
 * Readiness: 200 when the database answers within three seconds, 503 otherwise and while the server stops. The database
 * is asked once a second at most.
 */
export async function GET(): Promise<Response> {
  const isReady = !isStopping() && (await answersInTime());
  return Response.json(
    { status: isReady ? "ok" : "unavailable" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
