import { readOrNotFound } from "@/app/(admin)/read-or-not-found";
import type { Context } from "@/lib/context";
import { getSupplier } from "@/lib/suppliers/queries";
import type { SupplierDetails } from "@/lib/suppliers/schema";

/** The supplier of a page's address; shows the "not there" page when it names none. */
export function getSupplierOr404(ctx: Context, id: string): Promise<SupplierDetails> {
  return readOrNotFound(getSupplier, ctx, id);
}
