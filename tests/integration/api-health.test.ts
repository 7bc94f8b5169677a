import { expect, test } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { GET as ready } from "@/app/api/ready/route";
import { declareStopping } from "@/lib/http/stopping";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";

test("ready is who can reach the database and is not stopping; healthy is who answers at all", async () => {
  const server = await createTestDatabase();
  const db = applyTestEnv(server.url);
  const up = await ready();
  expect([up.status, await up.json()]).toEqual([200, { status: "ok" }]);
  declareStopping();
  expect((await ready()).status).toBe(503);
  await server.drop();
  const gone = await ready();
  expect([gone.status, await gone.json()]).toEqual([503, { status: "unavailable" }]);
  const alive = await health();
  expect([alive.status, await alive.json()]).toEqual([200, { status: "ok" }]);
  await db.$client.end();
});
