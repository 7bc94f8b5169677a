import "server-only";
import type { Database } from "@/db/client";
import { clockOffsetMs, isClockOffsetTolerable } from "./database-checks";
import { HOUR_MS, MINUTE_MS } from "./format/durations";
import { logger } from "./logger";
import { metrics } from "./metrics/instruments";

const MEASURE_EVERY_MS = MINUTE_MS;
const WARN_EVERY_MS = HOUR_MS;

export type ClockWatch = {
  /** Ends the watch; a measurement under way tells nothing any more. */
  stop: () => void;
};

/**
 * Measures at once, and then each minute, how far the database's clock is ahead of this host's. The metric has the
 * offset while it is known; one that receivers of callbacks would not take is warned of in the log, at most once an hour.
 * Keeps no process alive.
 */
export function watchClock(db: Database, measure: typeof clockOffsetMs = clockOffsetMs): ClockWatch {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let quietUntil = Number.NEGATIVE_INFINITY;

  function tell(offsetMs: number): void {
    metrics().clockOffset.set(offsetMs / 1000);
    if (isClockOffsetTolerable(offsetMs) || performance.now() < quietUntil) return;
    quietUntil = performance.now() + WARN_EVERY_MS;
    logger().warn(
      { offsetMs },
      "this host's clock is off: receivers will refuse the signatures of callbacks",
    );
  }

  async function watch(): Promise<void> {
    try {
      const offsetMs = await measure(db);
      if (!isStopped) tell(offsetMs);
    } catch (error) {
      metrics().clockOffset.remove();
      if (!isStopped) logger().warn({ err: error }, "the offset of this host's clock was not measured");
    }
    if (!isStopped) timer = setTimeout(() => void watch(), MEASURE_EVERY_MS).unref();
  }

  metrics().clockOffset.remove();
  void watch();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
