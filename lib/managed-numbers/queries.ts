import "server-only";
import { managedNumbers } from "@/db/schema/conversations";
import { asc } from "drizzle-orm";
import type { Context } from "../context";

export type ManagedNumberOption = { id: string; phone: string; label: string };

/** Every managed number, by label. */
export async function listManagedNumbers(ctx: Context): Promise<ManagedNumberOption[]> {
  return ctx.db
    .select({ id: managedNumbers.id, phone: managedNumbers.phone, label: managedNumbers.label })
    .from(managedNumbers)
    .orderBy(asc(managedNumbers.label), asc(managedNumbers.id));
}
