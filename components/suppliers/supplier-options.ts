import { type LoadOptions, nameOptions } from "@/components/data-table/use-found-options";
import { searchSuppliersAction } from "@/lib/suppliers/actions";

/** Finds suppliers for a filter by what is typed. */
export const findSuppliers: LoadOptions = async (q) => {
  const found = await searchSuppliersAction(null, { q });
  if (!found.ok) throw new Error(found.error.message);
  return { options: nameOptions(found.data.suppliers), hasMore: found.data.hasMore };
};
