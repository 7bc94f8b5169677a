import { eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { seed } from "@/db/seed";
import { seedDeps } from "@/scripts/demo/seed-deps";
import type { RunningApp } from "./app";

/** The token and the supplier whose pages have something of everything. */
export type SeededPages = { tokenId: string; supplierId: string };

/** Fills the application's database with the demo's data. */
export async function seedPages({ db, env }: Pick<RunningApp, "db" | "env">): Promise<SeededPages> {
  const { demoToken } = await seed(
    db,
    seedDeps({ now: new Date(), encryptionKey: env.ENCRYPTION_KEY ?? "" }),
  );
  const [token] = await db
    .select({ supplierId: apiTokens.supplierId })
    .from(apiTokens)
    .where(eq(apiTokens.id, demoToken.id));
  if (!token) throw new Error("The demo token is not there.");
  return { tokenId: demoToken.id, supplierId: token.supplierId };
}
