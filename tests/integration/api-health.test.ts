import { expect, test } from "vitest";
import { GET } from "@/app/api/health/route";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";

test("is 200 while the database answers, and 503 when it is gone", async () => {
  const server = await createTestDatabase();
  const db = applyTestEnv(server.url);
  const up = await GET();
  expect(up.status).toBe(200);
  expect(await up.json()).toEqual({ status: "ok" });
  await server.drop();
  expect((await GET()).status).toBe(503);
  await db.$client.end();
});
