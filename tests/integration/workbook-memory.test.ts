import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";
import { requestLogWorkbook } from "@/lib/request-log/workbook";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld } from "../support/admin";
import { downloadHeld } from "../support/memory";

const TOKENS = 20_000;
const CHUNK = 1_000;
const CALLS = 50_000;
const CALLED_AT = "2026-03-29T00:00:00Z";
const MIB = 2 ** 20;

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

test(`${TOKENS} tokens need hardly more memory than a few`, async () => {
  const found = (q: string) => tokensWorkbook(world.manager, tokenList.parse({ q }));
  // The first one also holds what is loaded for it once.
  await downloadHeld(found("Token 19"));
  const few = await downloadHeld(found("Token 19"));
  const all = await downloadHeld(found("Token"));
  expect(all.bytes).toBeGreaterThan(10 * few.bytes);
  expect(all.held - few.held).toBeLessThan(10 * MIB);
});

test(`${CALLS} calls of a token's log need hardly more memory than a few`, async () => {
  const [few, many] = [uuidv7(), uuidv7()];
  await ensureRequestPartitions(world.db, new Date(CALLED_AT), new Date(CALLED_AT));
  for (const [tokenId, calls] of [
    [few, 1_000],
    [many, CALLS],
  ] as const)
    await world.db.execute(sql`
      insert into api_requests (id, started_at, duration_ms, method, path, status, token_id, ip, user_agent)
      select gen_random_uuid(), ${CALLED_AT}::timestamptz + i * interval '1 millisecond', i % 90, 'GET',
        '/api/v1/conversations/' || gen_random_uuid(), 200, ${tokenId}::uuid, '203.0.113.9', repeat(md5(i::text), 48)
      from generate_series(1, ${calls}::int) i`);
  const logOf = (tokenId: string) => requestLogWorkbook(world.manager, { tokenId });
  const short = await downloadHeld(logOf(few));
  const long = await downloadHeld(logOf(many));
  expect(long.bytes).toBeGreaterThan(10 * short.bytes);
  expect(long.held - short.held).toBeLessThan(15 * MIB);
});
