import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { apiTokens, retiredSecrets } from "@/db/schema/api-tokens";
import { Batcher } from "../batcher";
import { asText, overlapLasts, tokenState } from "./state";

/** Which of a token's secrets a call came with. */
export type UsedSecret = {
  /** Its last four characters. */
  hint: string;
  /** Until when it is served at the latest, when a rotation has replaced it; null for the token's own secret. */
  replacedUntil: Date | null;
  /** The hash of the token's own secret while a rotation's old one is served beside it: being served ends that. */
  endsOverlapAs: string | null;
};

const MAX_LOOKUPS = 500;

/** What makes a token's `Grant`, as it is now. */
export const grantColumns = {
  tokenId: apiTokens.id,
  permissions: apiTokens.permissions,
  masksContacts: apiTokens.masksContacts,
  numberIds: sql<string[] | null>`case when ${apiTokens.seesAllNumbers} then null else array(
    select seen.managed_number_id from api_token_numbers seen where seen.token_id = api_tokens.id) end`,
};

/** The same as text; it stands on `api_tokens` unaliased and has no parameters. */
export const GRANT_COLUMNS = Object.entries(grantColumns)
  .map(([name, column]) => `${asText(sql`${column}`)} as "${name}"`)
  .join(", ");

const tokenColumns = {
  ...grantColumns,
  supplierId: apiTokens.supplierId,
  allowedIps: apiTokens.allowedIps,
  rateLimitPerMinute: apiTokens.rateLimitPerMinute,
  state: tokenState,
};

/** Any of the hashes asked for. A query of its own: so the plan is made once, and not for a number of them. */
const HASHES = sql`any((select ${sql.placeholder("hashes")}::text[])::text[])`;

/** Reads the tokens that have any of these secrets, as their own or as the one before it. */
function prepareLookup(db: Database) {
  return db
    .select({
      ...tokenColumns,
      secretHash: apiTokens.secretHash,
      secretHint: apiTokens.secretHint,
      secretCreatedAt: apiTokens.secretCreatedAt,
      previousSecretHash: apiTokens.previousSecretHash,
      previousSecretHint: apiTokens.previousSecretHint,
      previousSecretUntil: apiTokens.previousSecretUntil,
      overlapLasts,
    })
    .from(apiTokens)
    .where(sql`${apiTokens.secretHash} = ${HASHES} or ${apiTokens.previousSecretHash} = ${HASHES}`)
    .prepare("token_lookup");
}

/** Reads the tokens of any of these secrets from before their previous ones. */
function prepareRetiredLookup(db: Database) {
  return db
    .select({
      ...tokenColumns,
      secretHash: retiredSecrets.secretHash,
      hint: retiredSecrets.secretHint,
      replacedAt: retiredSecrets.retiredAt,
    })
    .from(retiredSecrets)
    .innerJoin(apiTokens, eq(apiTokens.id, retiredSecrets.tokenId))
    .where(sql`${retiredSecrets.secretHash} = ${HASHES}`)
    .prepare("retired_secret_lookup");
}

type Lookup<Row> = { secretHash: string; row: Row | null };

/** Looks rows up by a secret's hash; lookups that come together share one statement, which is made after them. */
function sharedLookup<Row>(readAll: (hashes: string[]) => Promise<Map<string | null, Row>>) {
  const batcher = new Batcher<Lookup<Row>>({
    flush: async (lookups) => {
      const byHash = await readAll(lookups.map(({ secretHash }) => secretHash));
      for (const lookup of lookups) lookup.row = byHash.get(lookup.secretHash) ?? null;
    },
    maxItems: MAX_LOOKUPS,
  });
  return async (secretHash: string) => {
    const lookup: Lookup<Row> = { secretHash, row: null };
    await batcher.add(lookup);
    return lookup.row;
  };
}

function createLookups(db: Database) {
  const statement = prepareLookup(db);
  const retiredStatement = prepareRetiredLookup(db);
  return {
    findServed: sharedLookup(async (hashes) => {
      const rows = await statement.execute({ hashes });
      const byHash = new Map(rows.map((row) => [row.previousSecretHash, row]));
      for (const row of rows) byHash.set(row.secretHash, row);
      return byHash;
    }),
    findRetired: sharedLookup(async (hashes) => {
      const rows = await retiredStatement.execute({ hashes });
      return new Map(rows.map((row) => [row.secretHash, row]));
    }),
  };
}

const lookups = new WeakMap<Database, ReturnType<typeof createLookups>>();

function lookupsOf(db: Database) {
  const known = lookups.get(db) ?? createLookups(db);
  lookups.set(db, known);
  return known;
}

/** Finds a token by the hash of its own secret or the one before it, as the database is at this moment, or null. */
export async function findToken(db: Database, secretHash: string) {
  const row = await lookupsOf(db).findServed(secretHash);
  if (!row) return null;
  const { secretHash: ownHash, secretHint, previousSecretHint, overlapLasts: lasts, ...token } = row;
  const isOwn = ownHash === secretHash;
  const secret: UsedSecret = {
    hint: (isOwn ? secretHint : previousSecretHint) ?? "",
    replacedUntil: isOwn ? null : token.previousSecretUntil,
    endsOverlapAs: isOwn && lasts ? secretHash : null,
  };
  return { ...token, secret, replacedAt: isOwn || lasts ? null : token.secretCreatedAt };
}

/** Finds the token of a secret from before its previous one, which is never served, or null. */
export async function findRetired(db: Database, secretHash: string) {
  const row = await lookupsOf(db).findRetired(secretHash);
  if (!row) return null;
  const { secretHash: _hash, hint, ...token } = row;
  return { ...token, secret: { hint, replacedUntil: token.replacedAt, endsOverlapAs: null } };
}
