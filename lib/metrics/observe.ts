import "server-only";
import type { AttemptOutcome } from "../dispatcher/attempt";
import { logger } from "../logger";
import { metrics } from "./instruments";

const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

type AnsweredCall = {
  id: string;
  /** As in the documentation; null when no route fits. */
  route: string | null;
  method: string;
  status: number;
  code: string | null;
  durationMs: number;
};

/** Counts a call of the public API once its answer is decided, and says it in the log at `debug`. */
export function observeCall({ id, route, method, status, code, durationMs }: AnsweredCall): void {
  const labels = { route: route ?? "none", method: METHODS.has(method) ? method : "other" };
  metrics().apiRequests.inc({ ...labels, status, code: code ?? "ok" });
  metrics().apiDuration.observe({ route: labels.route }, durationMs / 1000);
  logger().debug({ requestId: id, ...labels, status, code, durationMs }, "call answered");
}

/** Writes a batch of the request log and measures it. */
export async function observeLogBatch(rows: number, write: () => Promise<void>): Promise<void> {
  const end = metrics().logFlush.startTimer();
  metrics().logRows.observe(rows);
  try {
    await write();
  } catch (error) {
    metrics().logFailures.inc();
    throw error;
  } finally {
    end();
  }
}

/** Counts an attempt of a delivery. */
export function observeAttempt({ delivered, result }: Extract<AttemptOutcome, { kind: "tried" }>): void {
  metrics().attempts.inc({ outcome: delivered ? "delivered" : (result.error ?? "http_error") });
  metrics().attemptDuration.observe(result.durationMs / 1000);
}
