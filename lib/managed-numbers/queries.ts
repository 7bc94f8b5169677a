import "server-only";
import { asc } from "drizzle-orm";
import { managedNumbers } from "@/db/schema/conversations";
import type { Context } from "../context";
import type { ManagedNumberOption } from "./schema";

/** Every managed number, by label. */
export async function listManagedNumbers(ctx: Context): Promise<ManagedNumberOption[]> {
  return ctx.db
    .select({ id: managedNumbers.id, phone: managedNumbers.phone, label: managedNumbers.label })
    .from(managedNumbers)
    .orderBy(asc(managedNumbers.label), asc(managedNumbers.id));
}
