import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld } from "../support/admin";

const TOKENS = 20_000;
const CHUNK = 1_000;
const MAX_GROWTH_BYTES = 80 * 2 ** 20;

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
  const supplierId = await addSupplier(world.db, "Big");
  for (let done = 0; done < TOKENS; done += CHUNK)
    await addTokenRows(
      world.db,
      Array.from({ length: CHUNK }, (_, i) => ({ supplierId, name: `Token ${done + i} ${Math.sin(i)}` })),
    );
});

afterAll(() => world.close());

/** Downloads what the search finds, as a browser does: chunk by chunk, keeping nothing. */
async function download(q: string): Promise<{ bytes: number; peak: number }> {
  const seen = { bytes: 0, peak: 0 };
  for await (const chunk of tokensWorkbook(world.manager, tokenList.parse({ q }))) {
    seen.bytes += chunk.length;
    seen.peak = Math.max(seen.peak, process.memoryUsage.rss());
  }
  return seen;
}

test(`${TOKENS} tokens need hardly more memory than a few`, async () => {
  const few = await download("Token 19");
  const all = await download("Token");
  expect(all.bytes).toBeGreaterThan(10 * few.bytes);
  expect(all.peak - few.peak).toBeLessThan(MAX_GROWTH_BYTES);
});
