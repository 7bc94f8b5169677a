import { watchClock } from "@/lib/clock-watch";
import { database } from "@/lib/database";
import { onceReachable } from "@/lib/database-checks";
import { encryptionKeys, env } from "@/lib/env";
import { STOP_LIMIT_MS, startWorker } from "@/lib/jobs/worker";
import { logger } from "@/lib/logger";
import { assertReadableSecrets } from "@/lib/signing-secrets/key-check";

// A worker outlives its database, also when it begins in an outage.
await onceReachable(
  () => assertReadableSecrets(database(), encryptionKeys(env())),
  (error) => logger().error({ err: error }, "waiting for the database"),
);
const worker = startWorker();
const clock = watchClock(database());
logger().info("worker started");

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger().info({ signal }, "worker stopping");
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await worker.stop();
  clock.stop();
  await database().$client.end({ timeout: 5 });
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop(signal));
