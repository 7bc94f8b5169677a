import "server-only";
import { asc, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { decrypt, encrypt, keyId, sealedPrefix } from "../encryption";

const TOKENS_PER_BATCH = 200;

type Keys = readonly [string, ...string[]];

/** True for a text that another key sealed. */
function needsKey(
  column: typeof apiTokens.signingSecret | typeof apiTokens.previousSigningSecret,
  id: string,
): SQL {
  return sql`(starts_with(${column}, ${sealedPrefix()}) and not starts_with(${column}, ${sealedPrefix(id)}))`;
}

/** Encrypts the signing secrets of some tokens anew, in one transaction, and answers how many tokens these were. */
async function rotateBatch(db: Database, keys: Keys): Promise<number> {
  const [current] = keys;
  const id = keyId(current);
  const renew = (sealed: string | null) => {
    if (sealed === null || sealed.startsWith(sealedPrefix(id))) return sealed;
    return encrypt(decrypt(sealed, ...keys), current);
  };
  return db.transaction(async (tx) => {
    // In the order of their ids, as everybody locks several tokens; their calls go on meanwhile.
    const rows = await tx
      .select({
        id: apiTokens.id,
        signing: apiTokens.signingSecret,
        previous: apiTokens.previousSigningSecret,
      })
      .from(apiTokens)
      .where(or(needsKey(apiTokens.signingSecret, id), needsKey(apiTokens.previousSigningSecret, id)))
      .orderBy(asc(apiTokens.id))
      .limit(TOKENS_PER_BATCH)
      .for("no key update");
    if (rows.length === 0) return 0;
    await tx.execute(sql`
      update api_tokens set signing_secret = renewed.signing, previous_signing_secret = renewed.previous
      from unnest(${sql.param(rows.map((row) => row.id))}::uuid[],
        ${sql.param(rows.map((row) => renew(row.signing)))}::text[],
        ${sql.param(rows.map((row) => renew(row.previous)))}::text[]) as renewed (id, signing, previous)
      where api_tokens.id = renewed.id`);
    return rows.length;
  });
}

/**
 * Encrypts every signing secret that a former key sealed with the first of the keys, and answers of how many tokens. It
 * may be broken off and run again, and runs beside servers that have both keys. Throws when a key is missing.
 */
export async function rotateEncryptionKeys(db: Database, keys: Keys): Promise<number> {
  let tokens = 0;
  for (;;) {
    const renewed = await rotateBatch(db, keys);
    if (renewed === 0) return tokens;
    tokens += renewed;
  }
}
