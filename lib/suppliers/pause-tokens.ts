import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { tokenState } from "../api-tokens/state";
import { recordAudit } from "../audit/record";
import type { TransactionContext } from "../context";

/**
 * Pauses each token of a supplier that is or will be usable, with an audit row of its own, and counts them. They are
 * locked in the order of their ids, so that two changes never wait for each other.
 */
export async function pauseTokensOf(ctx: TransactionContext, supplierId: string): Promise<number> {
  const locked = await ctx.tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(
      and(eq(apiTokens.supplierId, supplierId), inArray(tokenState, ["active", "expiring", "scheduled"])),
    )
    .orderBy(asc(apiTokens.id))
    .for("update");
  if (locked.length === 0) return 0;
  const ids = locked.map(({ id }) => id);
  const paused = await ctx.tx
    .update(apiTokens)
    .set({ pausedAt: sql`now()`, updatedAt: sql`now()` })
    .where(inArray(apiTokens.id, ids))
    .returning({ id: apiTokens.id, name: apiTokens.name, pausedAt: apiTokens.pausedAt });
  for (const { id, name, pausedAt } of paused)
    await recordAudit(ctx, {
      action: "api_token.paused",
      targetType: "api_token",
      targetId: id,
      targetLabel: name,
      before: { pausedAt: null },
      after: { pausedAt },
    });
  return paused.length;
}
