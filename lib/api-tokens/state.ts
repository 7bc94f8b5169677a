import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { TokenState } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { EXPIRING_DAYS } from "./settings";

/**
 * The state of a token, computed here for the UI, the API, Excel and the log, by the database's clock. The first
 * condition that holds wins.
 */
export const tokenState: SQL<TokenState> = sql<TokenState>`case
  when ${apiTokens.deletedAt} is not null then 'deleted'
  when ${apiTokens.pausedAt} is not null then 'paused'
  when ${apiTokens.expiresAt} <= now() then 'expired'
  when ${apiTokens.activatesAt} > now() then 'scheduled'
  when ${apiTokens.expiresAt} <= now() + make_interval(days => ${sql.raw(String(EXPIRING_DAYS))}) then 'expiring'
  else 'active' end`;

/** True in the states `expiring` and `active`, in which a token's calls are served and its callbacks are called. */
export const tokenIsUsable: SQL<boolean> = sql<boolean>`(${apiTokens.deletedAt} is null
  and ${apiTokens.pausedAt} is null
  and ${apiTokens.activatesAt} <= now()
  and (${apiTokens.expiresAt} is null or ${apiTokens.expiresAt} > now()))`;

/** An expression without parameters as text for the driver, its columns by the names of their tables. */
export const asText = (expression: SQL): string => new PgDialect().sqlToQuery(expression).sql;

/** The same as text; it stands on `api_tokens` unaliased and has no parameters. */
export const TOKEN_IS_USABLE = asText(tokenIsUsable);

/** True while the old secret of a rotation is served beside the new one. */
export const overlapLasts = sql<boolean>`coalesce(${apiTokens.previousSecretUntil} > now(), false)`;

/** True while callbacks are signed with the old signing secret of a rotation too. */
export const signingOverlapLasts = sql<boolean>`coalesce(${apiTokens.previousSigningSecretUntil} > now(), false)`;

/** What callbacks are signed with, encrypted: the token's signing secret, and the old one while a rotation lasts. */
export const signingSecrets = sql<string[]>`array_remove(array[${apiTokens.signingSecret},
  case when ${signingOverlapLasts} then ${apiTokens.previousSigningSecret} end], null)`;

/** The same as text; it stands on `api_tokens` unaliased and has no parameters. */
export const SIGNING_SECRETS = asText(signingSecrets);
