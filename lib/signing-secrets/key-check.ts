import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { keyId, sealedPrefix } from "../encryption";

/** The ids of the keys with which the stored signing secrets are encrypted, former ones of a rotation included. */
async function listKeyIds(db: Database): Promise<string[]> {
  const rows = await db.execute<{ keyId: string }>(sql`
    select distinct split_part(kept.sealed, '.', 2) as "keyId" from api_tokens
    cross join lateral (values (signing_secret), (previous_signing_secret)) kept (sealed)
    where starts_with(kept.sealed, ${sealedPrefix()}) order by 1`);
  return rows.map((row) => row.keyId);
}

/** The ids of the keys besides the first one that stored signing secrets need. */
export async function listFormerKeyIds(
  db: Database,
  [current]: readonly [string, ...string[]],
): Promise<string[]> {
  const currentId = keyId(current);
  return (await listKeyIds(db)).filter((id) => id !== currentId);
}

/**
 * Throws when a stored signing secret needs a key that is not among these, and names it: the setting was changed or is
 * that of another installation, and every callback of those tokens would fail.
 */
export async function assertReadableSecrets(
  db: Database,
  keys: readonly [string, ...string[]],
): Promise<void> {
  const known = keys.map(keyId);
  const missing = (await listKeyIds(db)).filter((id) => !known.includes(id));
  if (missing.length === 0) return;
  throw new Error(
    `The database holds signing secrets that were encrypted with a key which is not set here: ${missing.join(", ")}.
ENCRYPTION_KEY and ENCRYPTION_KEY_PREVIOUS have: ${known.join(", ")}.
Set the key with which they were encrypted as ENCRYPTION_KEY, or add it to ENCRYPTION_KEY_PREVIOUS. See .env.example.`,
  );
}
