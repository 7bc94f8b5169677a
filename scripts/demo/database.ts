import { and, eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { connect, type Database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { seed } from "@/db/seed";
import { hashSecret } from "@/lib/api-tokens/secret";
import { type DemoSecrets, saveSecrets } from "@/scripts/demo/secrets";
import { seedDeps } from "@/scripts/demo/seed-deps";
import { ensureDatabase } from "@/scripts/services/database";
import type { RunningPostgres } from "@/scripts/services/postgres";

const NAME = "witiop";
/** Addresses that this demonstration gave to callbacks, whatever the port was then. */
const OWN_ADDRESS = "^http://127\\.0\\.0\\.1:\\d+/";

/** The demonstration's database, empty when its first filling was never finished. */
export async function openDatabase(server: RunningPostgres, secrets: DemoSecrets): Promise<string> {
  if (!secrets.demoToken) {
    const admin = postgres(server.url(), { max: 1, onnotice: () => {} });
    try {
      await admin.unsafe(`drop database if exists ${NAME} with (force)`);
    } finally {
      await admin.end();
    }
  }
  const url = await ensureDatabase(server, NAME);
  await migrate(url);
  return url;
}

/** Fills the database at the first start and keeps the demo token's secret, of which the database has only the hash. */
export async function fillDatabase(
  db: Database,
  secrets: DemoSecrets,
  receiverUrl: string,
): Promise<Record<string, number> | null> {
  if (secrets.demoToken) return null;
  const deps = seedDeps({ now: new Date(), encryptionKey: secrets.encryptionKey, receiverUrl });
  const { counts, demoToken } = await seed(db, deps);
  secrets.demoToken = { id: demoToken.id, secret: demoToken.secret };
  await saveSecrets(secrets);
  return counts;
}

/** Sends the demo token's callbacks to where the receiver listens now; addresses that somebody else entered stay. */
export async function aimCallbacks(db: Database, tokenId: string, receiverUrl: string): Promise<void> {
  await db
    .update(callbacks)
    .set({ url: sql`regexp_replace(${callbacks.url}, ${OWN_ADDRESS}, ${`${receiverUrl}/`})` })
    .where(and(eq(callbacks.tokenId, tokenId), sql`${callbacks.url} ~ ${OWN_ADDRESS}`));
}

/** Whether the kept secret of the demo token still opens the API, as far as the database tells. */
export async function isDemoTokenUsable(db: Database, { demoToken }: DemoSecrets): Promise<boolean> {
  if (!demoToken) return false;
  const [row] = await db
    .select({ hash: apiTokens.secretHash, deletedAt: apiTokens.deletedAt, pausedAt: apiTokens.pausedAt })
    .from(apiTokens)
    .where(eq(apiTokens.id, demoToken.id));
  return row !== undefined && !row.deletedAt && !row.pausedAt && row.hash === hashSecret(demoToken.secret);
}

/** One connection for the demonstration's own needs. */
export function openConnection(url: string): Database {
  return connect(url, { max: 1, applicationName: "witiop-demo" });
}
