import { z } from "zod";
import { optionalText, requiredText } from "../input";
import { listParams } from "../table/list-params";

/** The URL of the supplier list. */
export const supplierList = listParams({
  sortable: ["name", "tokens", "createdAt"],
  defaultSort: "name",
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

export type SupplierOption = { id: string; name: string };

export type SupplierRow = {
  id: string;
  name: string;
  contactEmail: string | null;
  note: string | null;
  tokens: number;
  createdAt: Date;
};
