import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId, updatedAt } from "@/db/columns";
import { PERMISSIONS } from "@/db/constants";
import { managedNumbers } from "./conversations";
import { suppliers } from "./suppliers";
import { users } from "./users";

/** The credential given to a supplier, with its settings. The secret itself is never stored. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: primaryId(),
    supplierId: uuid("supplier_id")
      .notNull()
      .references(() => suppliers.id),
    name: text("name").notNull(),
    note: text("note"),
    /** Lower-case hex SHA-256 of the secret. */
    secretHash: text("secret_hash").notNull(),
    /** Last four characters of the secret, to tell tokens apart. */
    secretHint: text("secret_hint").notNull(),
    /** When the secret was made: at creation or at the last rotation. */
    secretCreatedAt: instant("secret_created_at").notNull().default(sql`now()`),
    /** The secret before the last rotation: served until the deadline below, after it refused but still attributed. */
    previousSecretHash: text("previous_secret_hash"),
    previousSecretHint: text("previous_secret_hint"),
    previousSecretUntil: instant("previous_secret_until"),
    activatesAt: instant("activates_at").notNull(),
    expiresAt: instant("expires_at"),
    pausedAt: instant("paused_at"),
    deletedAt: instant("deleted_at"),
    permissions: text("permissions", { enum: PERMISSIONS }).array().notNull().default(sql`'{}'`),
    seesAllNumbers: boolean("sees_all_numbers").notNull().default(true),
    masksContacts: boolean("masks_contacts").notNull().default(false),
    /** CIDR ranges; empty means any address. */
    allowedIps: text("allowed_ips").array().notNull().default(sql`'{}'`),
    rateLimitPerMinute: integer("rate_limit_per_minute").notNull().default(600),
    /** `whsec_…` that signs the callbacks, encrypted with AES-256-GCM. */
    signingSecret: text("signing_secret").notNull(),
    /** The one before the last rotation, encrypted likewise: signs too until the deadline below. */
    previousSigningSecret: text("previous_signing_secret"),
    previousSigningSecretUntil: instant("previous_signing_secret_until"),
    lastUsedAt: instant("last_used_at"),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // Authentication of every API request.
    uniqueIndex("api_tokens_secret_hash").on(t.secretHash),
    // Authentication with the former secret during a rotation.
    uniqueIndex("api_tokens_previous_secret_hash")
      .on(t.previousSecretHash)
      .where(sql`${t.previousSecretHash} is not null`),
    // The token table in its default order, newest first.
    index("api_tokens_newest").on(sql`${t.id} desc`).where(sql`${t.deletedAt} is null`),
    // The token table by name. There is none by last use: it is written all the time, and each index on it would be too.
    index("api_tokens_name").on(t.name).where(sql`${t.deletedAt} is null`),
    // The token table by expiration, and the tokens that expire soon.
    index("api_tokens_expires_at").on(t.expiresAt).where(sql`${t.deletedAt} is null`),
    // The tokens of one supplier.
    index("api_tokens_supplier_id").on(t.supplierId),
    // The tokens that one user created.
    index("api_tokens_created_by").on(t.createdBy),
  ],
);

/** Secrets from before the previous one: never served, but a call with one is attributed to its token. */
export const retiredSecrets = pgTable(
  "retired_secrets",
  {
    /** Lower-case hex SHA-256 of the secret. */
    secretHash: text("secret_hash").primaryKey(),
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    secretHint: text("secret_hint").notNull(),
    retiredAt: instant("retired_at").notNull().default(sql`now()`),
  },
  // The former secrets of one token.
  (t) => [index("retired_secrets_token_id").on(t.tokenId)],
);

/**
 * Calls of each token in the running minute, shared by all replicas; the table of `rate-limiter-flexible`. Its migration
 * makes it unlogged: losing it in a crash costs a minute's count, writing it costs no disk.
 */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: instant("expire"),
});

/** The managed numbers that a token sees when it does not see all. */
export const apiTokenNumbers = pgTable(
  "api_token_numbers",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    managedNumberId: uuid("managed_number_id")
      .notNull()
      .references(() => managedNumbers.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.tokenId, t.managedNumberId] }),
    // The tokens that see one number: who is owed an event.
    index("api_token_numbers_managed_number_id").on(t.managedNumberId),
  ],
);
