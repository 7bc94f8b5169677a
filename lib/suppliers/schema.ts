import { z } from "zod";
import { optionalText, requiredText, seenVersion } from "../input";
import { listParams, searchText } from "../table/list-params";
import { SUPPLIER_STATES } from "./words";

/** The URL of the supplier list; archived suppliers only when they are asked for. */
export const supplierList = listParams({
  sortable: ["name", "usableTokens", "tokens", "lastUsedAt", "createdAt"],
  defaultSort: "name",
  filters: { state: z.enum(SUPPLIER_STATES) },
});

export const createSupplierInput = z.object({
  name: requiredText(255),
  contactEmail: z
    .email("Enter an e-mail address.")
    .max(254)
    .optional()
    .transform((v) => v ?? null),
  note: optionalText(2000),
});
export type CreateSupplierInput = z.output<typeof createSupplierInput>;

export const updateSupplierInput = createSupplierInput.extend({ id: z.uuid(), version: seenVersion });
export type UpdateSupplierInput = z.output<typeof updateSupplierInput>;

export const archiveSupplierInput = z.object({
  id: z.uuid(),
  /** Whether its tokens that are or will be usable are paused with it. */
  pausesTokens: z.stringbool().default(false),
});
export type ArchiveSupplierInput = z.output<typeof archiveSupplierInput>;

/** What is typed to find a supplier by its name; nothing finds the first ones. */
export const searchSuppliersInput = z.object({ q: searchText.default("") });
export type SearchSuppliersInput = z.output<typeof searchSuppliersInput>;

export type SupplierOption = { id: string; name: string };

/** A line of the supplier list. */
export type SupplierRow = {
  id: string;
  name: string;
  contactEmail: string | null;
  note: string | null;
  archivedAt: Date | null;
  createdAt: Date;
  /** How many of its tokens are served. */
  usableTokens: number;
  /** How many tokens it has; deleted ones do not count. */
  tokens: number;
  /** The last use of any token that it has or had. */
  lastUsedAt: Date | null;
};

/** A supplier's page: its line, and what its form is saved against. */
export type SupplierDetails = SupplierRow & { version: string };

/** The tokens that an archived supplier leaves behind. */
export type ArchiveImpact = {
  /** Served at the moment. */
  usableTokens: number;
  /** Not served yet: their activation lies ahead. */
  scheduledTokens: number;
};
