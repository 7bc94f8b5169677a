import "server-only";
import { eq, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { lockToken } from "./lock";
import type { RevokePermissionInput } from "./schema";

/**
 * Switches one permission of a token off and leaves everything else; one that is off already stays so. Throws
 * `not_found`, `forbidden`.
 */
export async function revokePermission(
  ctx: Context,
  { id, permission }: RevokePermissionInput,
): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const before = await lockToken(within.tx, id);
    if (!before.permissions.includes(permission)) return;
    const permissions = before.permissions.filter((one) => one !== permission);
    await within.tx.update(apiTokens).set({ permissions, updatedAt: sql`now()` }).where(eq(apiTokens.id, id));
    await recordAudit(within, {
      action: "api_token.permissions_changed",
      targetId: id,
      targetLabel: before.name,
      ...changedFields({ permissions: before.permissions }, { permissions }),
    });
  });
}
