import "server-only";
import { suppliers } from "@/db/schema/suppliers";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import type { CreateSupplierInput, SupplierOption } from "./schema";

/** Creates a supplier. Throws `forbidden`. */
export async function createSupplier(ctx: Context, input: CreateSupplierInput): Promise<SupplierOption> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async ({ tx, ...rest }) => {
    const [row] = await tx
      .insert(suppliers)
      .values(input)
      .returning({ id: suppliers.id, name: suppliers.name });
    if (!row) throw new Error("insert returned no row");
    await recordAudit(
      { tx, ...rest },
      {
        action: "supplier.created",
        targetType: "supplier",
        targetId: row.id,
        targetLabel: row.name,
        after: input,
      },
    );
    return row;
  });
}
