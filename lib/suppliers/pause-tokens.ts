import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { setPaused } from "../api-tokens/lifecycle-commands";
import { tokenState } from "../api-tokens/state";
import type { TransactionContext } from "../context";

/** Pauses each token of a supplier that is or will be usable and counts them, in the caller's transaction. */
export async function pauseTokensOf(within: TransactionContext, supplierId: string): Promise<number> {
  const locked = await within.tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(
      and(eq(apiTokens.supplierId, supplierId), inArray(tokenState, ["active", "expiring", "scheduled"])),
    )
    .orderBy(asc(apiTokens.id))
    .for("update");
  return locked.length === 0
    ? 0
    : setPaused(
        within,
        locked.map(({ id }) => id),
        true,
      );
}
