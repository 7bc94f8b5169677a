import { sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { suppliers } from "@/db/schema/suppliers";
import { pausesAt, pauseWarning } from "../callbacks/breaker";
import type { PauseWarning } from "../callbacks/schema";
import { tokenState } from "./state";

const numberCount = sql<number>`(select count(*)::int from api_token_numbers seen
  where seen.token_id = ${apiTokens.id})`;
const callbackCount = sql<number>`(select count(*)::int from callbacks
  where callbacks.token_id = ${apiTokens.id} and callbacks.enabled)`;
/** None of a token that is over: nothing is sent for it any more. */
const failingCallbackCount = sql<number>`(select count(*)::int from callbacks
  where callbacks.token_id = ${apiTokens.id} and callbacks.enabled and ${tokenState} not in ('expired', 'deleted')
    and (callbacks.failing_since is not null or callbacks.paused_at is not null))`;
const callbackPauseWarning = sql<PauseWarning | null>`(select max(${pauseWarning}) from callbacks
  where callbacks.token_id = ${apiTokens.id})`;
const callbackPausesAt = sql<Date | null>`(select min(${pausesAt}) from callbacks
  where callbacks.token_id = ${apiTokens.id})`.mapWith(apiTokens.createdAt);

/** What is read of a token for its line in a list, from `api_tokens` joined with `suppliers`. */
export const rowColumns = {
  id: apiTokens.id,
  name: apiTokens.name,
  secretHint: apiTokens.secretHint,
  supplierId: apiTokens.supplierId,
  supplierName: suppliers.name,
  state: tokenState,
  activatesAt: apiTokens.activatesAt,
  expiresAt: apiTokens.expiresAt,
  pausedAt: apiTokens.pausedAt,
  deletedAt: apiTokens.deletedAt,
  permissions: apiTokens.permissions,
  seesAllNumbers: apiTokens.seesAllNumbers,
  numberCount,
  masksContacts: apiTokens.masksContacts,
  allowedIps: apiTokens.allowedIps,
  rateLimitPerMinute: apiTokens.rateLimitPerMinute,
  note: apiTokens.note,
  callbackCount,
  failingCallbackCount,
  callbackPauseWarning,
  callbackPausesAt,
  lastUsedAt: apiTokens.lastUsedAt,
  createdAt: apiTokens.createdAt,
};
