export const SUPPLIER_STATES = ["active", "archived"] as const;
export type SupplierState = (typeof SUPPLIER_STATES)[number];

/** The states in words. */
export const SUPPLIER_STATE_LABELS: Record<SupplierState, string> = {
  active: "Active",
  archived: "Archived",
};
