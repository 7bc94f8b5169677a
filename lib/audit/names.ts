import "server-only";
import { inArray } from "drizzle-orm";
import { z } from "zod";
import { managedNumbers } from "@/db/schema/conversations";
import { suppliers } from "@/db/schema/suppliers";
import type { Context } from "../context";
import type { AuditNames } from "./field-words";

type Sides = { before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** The ids that a field holds on either side, alone or in a list. */
function idsIn(rows: readonly Sides[], field: string): string[] {
  const values = rows.flatMap(({ before, after }) => [before?.[field], after?.[field]]).flat();
  return [...new Set(values.filter((value): value is string => z.uuid().safeParse(value).success))];
}

/** What the suppliers and managed numbers that these rows name are called; what is gone keeps its id. */
export async function readNames(ctx: Context, rows: readonly Sides[]): Promise<AuditNames> {
  const supplierIds = idsIn(rows, "supplierId");
  const numberIds = idsIn(rows, "numberIds");
  const [supplierNames, numberNames] = await Promise.all([
    supplierIds.length === 0
      ? []
      : ctx.db
          .select({ id: suppliers.id, name: suppliers.name })
          .from(suppliers)
          .where(inArray(suppliers.id, supplierIds)),
    numberIds.length === 0
      ? []
      : ctx.db
          .select({ id: managedNumbers.id, name: managedNumbers.label })
          .from(managedNumbers)
          .where(inArray(managedNumbers.id, numberIds)),
  ]);
  return new Map([...supplierNames, ...numberNames].map(({ id, name }) => [id, name]));
}
