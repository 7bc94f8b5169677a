import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(admin)/or-not-found";
import type { Context } from "@/lib/context";
import { idInput } from "@/lib/input";
import { getSupplier } from "@/lib/suppliers/queries";
import type { SupplierDetails } from "@/lib/suppliers/schema";

/** The supplier of a page's address; shows the "not there" page when it names none. */
export async function getSupplierOr404(ctx: Context, id: string): Promise<SupplierDetails> {
  const input = idInput.safeParse({ id });
  if (!input.success) notFound();
  return orNotFound(getSupplier(ctx, input.data.id));
}
