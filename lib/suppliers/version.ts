import { sectionVersion } from "../section-version";
import type { SupplierRow } from "./schema";

/** The version of what is edited of a supplier; its tokens and whether it is archived are no part of it. */
export function supplierVersion({
  name,
  contactEmail,
  note,
}: Pick<SupplierRow, "name" | "contactEmail" | "note">): string {
  return sectionVersion({ name, contactEmail, note });
}
