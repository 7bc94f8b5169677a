import "server-only";
import { eq } from "drizzle-orm";
import { managedNumbers } from "@/db/schema/conversations";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { notFound } from "../errors";
import { requireSameVersion } from "../section-version";
import type { LabelManagedNumberInput } from "./schema";
import { managedNumberVersion } from "./version";

/** Changes the label of a managed number. Throws `not_found`, `conflict`, `forbidden`. */
export async function labelManagedNumber(
  ctx: Context,
  { id, label, version }: LabelManagedNumberInput,
): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const [before] = await within.tx
      .select({ label: managedNumbers.label })
      .from(managedNumbers)
      .where(eq(managedNumbers.id, id))
      .for("update");
    if (!before) throw notFound("This managed number");
    if (label !== before.label) requireSameVersion(version, managedNumberVersion(before), "this label");
    await within.tx.update(managedNumbers).set({ label }).where(eq(managedNumbers.id, id));
    await recordAudit(within, {
      action: "managed_number.labelled",
      targetId: id,
      targetLabel: label,
      ...changedFields(before, { label }),
    });
  });
}
