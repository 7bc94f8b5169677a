import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { suppliers } from "@/db/schema/suppliers";
import { createToken, updateTokenDetails } from "@/lib/api-tokens/commands";
import { createTokenInput, updateTokenDetailsInput } from "@/lib/api-tokens/schema";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld, refusalOf } from "../support/admin";

let world: AdminWorld;
let id: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  id = await addSupplier(world.db, "Supplier");
});

/** Resolves once a statement of the database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await world.db.execute<{ waits: boolean }>(sql`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`);
    if (row?.waits) return;
  }
}

test("a token that waits for its supplier does not take it archived", async () => {
  const input = createTokenInput.parse({ supplierId: id, name: "waiting", seesAllNumbers: "true" });
  let creation: ReturnType<typeof refusalOf> | undefined;
  await world.db.transaction(async (tx) => {
    await tx.update(suppliers).set({ archivedAt: sql`now()` }).where(eq(suppliers.id, id));
    creation = refusalOf(createToken(world.admin, input));
    await somebodyWaits();
  });
  expect(await creation).toEqual({ code: "invalid_input", fields: ["supplierId"] });
});

test("a token that waits for its new supplier is not locked meanwhile, so whoever archives can have it", async () => {
  const [token] = await addTokenRows(world.db, [{ supplierId: await addSupplier(world.db, "Giver") }]);
  const input = updateTokenDetailsInput.parse({
    id: token,
    supplierId: id,
    name: "moving",
    activatesAt: "2020-01-01T00:00:00Z",
  });
  let move: ReturnType<typeof updateTokenDetails> | undefined;
  await world.db.transaction(async (tx) => {
    await tx.select().from(suppliers).where(eq(suppliers.id, id)).for("update");
    move = updateTokenDetails(world.admin, input);
    await somebodyWaits();
    const free = tx.select({ id: apiTokens.id }).from(apiTokens).where(eq(apiTokens.id, input.id));
    expect(await free.for("update", { skipLocked: true })).toHaveLength(1);
  });
  expect((await move)?.changed).toContain("supplierId");
});
