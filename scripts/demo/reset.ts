import { rm } from "node:fs/promises";
import { files } from "@/scripts/demo/folder";
import { renewSecrets } from "@/scripts/demo/secrets";
import { startPostgres } from "@/scripts/services/postgres";
import { isRunning, readPostmaster } from "@/scripts/services/postmaster";

/** Throws away the demonstration's database, secrets and logs; the build stays. */
export async function resetFolder(): Promise<void> {
  const postmaster = await readPostmaster(files.postgres).catch(() => undefined);
  if (postmaster && (await isRunning(postmaster.pid)))
    await (await startPostgres({ dataDir: files.postgres })).stop();
  const gone = [files.postgres, files.signingSecrets, files.message, files.oidcConfig, files.oidcKeys];
  for (const path of [...gone, files.logs]) await rm(path, { recursive: true, force: true });
  await renewSecrets();
}
