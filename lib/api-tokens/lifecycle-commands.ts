import "server-only";
import { inArray, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { type AuditEntry, recordAudit } from "../audit/record";
import { cancelDeliveries, holdLanesToCancel } from "../callbacks/cancel-deliveries";
import { owedRows } from "../callbacks/owed";
import { MAX_COUNTED_DELIVERIES } from "../callbacks/settings";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { wakeWorkers } from "../events/publish";
import { lockTokens } from "./lock";
import type { LifecycleChange, TokenIdsInput } from "./schema";

type Change = Pick<AuditEntry, "action" | "before" | "after">;

async function audit(
  within: TransactionContext,
  token: { id: string; name: string },
  change: Change,
): Promise<void> {
  await recordAudit(within, {
    targetId: token.id,
    targetLabel: token.name,
    ...change,
  });
}

/**
 * Pauses or resumes those of the tokens that are not so already, in the caller's transaction, each with an audit row of its
 * own, and counts them. Throws `not_found`.
 */
export async function setPaused(within: TransactionContext, ids: string[], paused: boolean): Promise<number> {
  const tokens = await lockTokens(within.tx, ids);
  const others = tokens.filter(({ pausedAt }) => (pausedAt !== null) !== paused);
  if (others.length === 0) return 0;
  const otherIds = others.map(({ id }) => id);
  const written = await within.tx
    .update(apiTokens)
    .set({ pausedAt: paused ? sql`now()` : null, updatedAt: sql`now()` })
    .where(inArray(apiTokens.id, otherIds))
    .returning({ id: apiTokens.id, pausedAt: apiTokens.pausedAt });
  const after = new Map(written.map(({ id, pausedAt }) => [id, pausedAt]));
  for (const token of others)
    await audit(within, token, {
      action: paused ? "api_token.paused" : "api_token.resumed",
      before: { pausedAt: token.pausedAt },
      after: { pausedAt: after.get(token.id) },
    });
  return others.length;
}

/**
 * Pauses tokens: their calls are refused from the next one on, and what their callbacks are owed waits. Paused ones stay
 * as they are. All or none; throws `not_found`, `forbidden`.
 */
export async function pauseTokens(ctx: Context, { ids }: TokenIdsInput): Promise<LifecycleChange> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => ({ changed: await setPaused(within, ids, true) }));
}

/**
 * Resumes paused tokens: their calls are served again, and the worker is woken for what waited. Others stay as they
 * are. All or none; throws `not_found`, `forbidden`.
 */
export async function resumeTokens(ctx: Context, { ids }: TokenIdsInput): Promise<LifecycleChange> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const changed = await setPaused(within, ids, false);
    if (changed > 0) await wakeWorkers(within.tx);
    return { changed };
  });
}

/** How many deliveries each of these tokens is owed, counted up to one above `MAX_COUNTED_DELIVERIES`. */
async function countOwed(tx: Executor, ids: string[]): Promise<Map<string, number>> {
  const rows = await tx.execute<{ tokenId: string; owed: number }>(sql`
    select callbacks.token_id as "tokenId", least(count(*), ${MAX_COUNTED_DELIVERIES + 1})::int as owed
    from callbacks cross join lateral ${owedRows} owed
    where ${inArray(callbacks.tokenId, ids)} group by callbacks.token_id`);
  return new Map(rows.map(({ tokenId, owed }) => [tokenId, owed]));
}

/** Cancels what these tokens are owed and answers how many deliveries that are, by token, up to a bound. */
async function cancelOwed(tx: Executor, ids: string[]): Promise<Map<string, number>> {
  const own = await tx.select({ id: callbacks.id }).from(callbacks).where(inArray(callbacks.tokenId, ids));
  const held = await holdLanesToCancel(
    tx,
    own.map(({ id }) => id),
  );
  const counts = await countOwed(tx, ids);
  await cancelDeliveries(tx, held, "token_deleted");
  return counts;
}

/**
 * Deletes tokens: their secrets are refused from the next call on and their pending deliveries are cancelled; their
 * rows, their log and their audit trail stay. All or none; throws `not_found`, `forbidden`.
 */
export async function deleteTokens(ctx: Context, { ids }: TokenIdsInput): Promise<LifecycleChange> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const tokens = await lockTokens(within.tx, ids);
    await within.tx
      .update(apiTokens)
      .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(inArray(apiTokens.id, ids));
    const cancelled = await cancelOwed(within.tx, ids);
    for (const token of tokens)
      await audit(within, token, {
        action: "api_token.deleted",
        after: { cancelledDeliveries: cancelled.get(token.id) ?? 0 },
      });
    return { changed: tokens.length };
  });
}
