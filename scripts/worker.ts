import { assertReadableSecrets } from "@/lib/callbacks/key-check";
import { database } from "@/lib/database";
import { encryptionKeys, env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { logger } from "@/lib/logger";

await assertReadableSecrets(database(), encryptionKeys(env()));
const worker = startWorker();
logger().info("worker started");

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger().info({ signal }, "worker stopping");
  await worker.stop();
  await database().$client.end({ timeout: 5 });
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop(signal));
