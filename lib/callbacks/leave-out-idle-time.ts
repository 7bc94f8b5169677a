import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/**
 * While its token is paused or has expired nobody asks a callback: that time is none in which it did nothing but fail.
 * Moves the beginning of these tokens' callbacks' failures by what has passed since then, at most to this moment. To be
 * called before the tokens are changed, in the transaction that has them called back again.
 */
export async function leaveOutIdleTime(
  tx: Executor,
  tokenIds: readonly string[],
  since: "paused_at" | "expires_at",
): Promise<void> {
  await tx.execute(sql`
    with held as materialized (
      select callbacks.id, now() - api_tokens.${sql.identifier(since)} as idle
      from callbacks join api_tokens on api_tokens.id = callbacks.token_id
      where api_tokens.id = any(${sql.param(tokenIds)}::uuid[]) and failing_since is not null
        and api_tokens.${sql.identifier(since)} <= now()
      -- In the order in which the worker locks them.
      order by callbacks.id for no key update of callbacks)
    update callbacks set failing_since = least(now(), failing_since + held.idle) from held
    where callbacks.id = held.id`);
}
