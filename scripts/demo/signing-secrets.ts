import { asc } from "drizzle-orm";
import type { Database } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { decrypt } from "@/lib/encryption";
import { files, writePrivately } from "@/scripts/demo/folder";

const INTERVAL_MS = 1_000;
const MAX_FAILURES = 5;

async function readSealed(db: Database): Promise<string[]> {
  const rows = await db
    .select({ current: apiTokens.signingSecret, previous: apiTokens.previousSigningSecret })
    .from(apiTokens)
    .orderBy(asc(apiTokens.id));
  return rows.flatMap(({ current, previous }) => (previous ? [current, previous] : [current]));
}

/**
 * Keeps the receiver's file of signing secrets at what the database holds, so that callbacks of every token verify, new
 * ones within a second. The first writing is awaited; `onLost` is called once when the database stays away.
 */
export async function followSigningSecrets(
  db: Database,
  encryptionKey: string,
  onLost: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  let written = "";
  let failures = 0;
  const refresh = async () => {
    const sealed = await readSealed(db);
    const seen = sealed.join("\n");
    if (seen !== written) {
      const plain = sealed.map((text) => decrypt(text, encryptionKey));
      await writePrivately(files.signingSecrets, `${plain.join("\n")}\n`);
      written = seen;
    }
    failures = 0;
  };
  await refresh();
  let current: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    current = refresh()
      .catch((error: unknown) => {
        failures += 1;
        if (failures === MAX_FAILURES) onLost(error);
      })
      .finally(() => {
        isBusy = false;
      });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await current;
    },
  };
}
