import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { tokenState } from "../api-tokens/state";
import { recordAudit } from "../audit/record";
import type { TransactionContext } from "../context";

/** Pauses each token of a supplier that is or will be usable, with an audit row of its own, and counts them. */
export async function pauseTokensOf(ctx: TransactionContext, supplierId: string): Promise<number> {
  const paused = await ctx.tx
    .update(apiTokens)
    .set({ pausedAt: sql`now()`, updatedAt: sql`now()` })
    .where(
      and(eq(apiTokens.supplierId, supplierId), inArray(tokenState, ["active", "expiring", "scheduled"])),
    )
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
