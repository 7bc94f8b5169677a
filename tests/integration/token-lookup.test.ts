import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { retiredSecrets } from "@/db/schema/api-tokens";
import { identify } from "@/lib/api-tokens/authenticate";
import { createSecret, hashSecret, secretHint } from "@/lib/api-tokens/secret";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken } from "../support/api-data";

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

test("calls that come together cost two statements at most, whoever makes them", async () => {
  const token = await addToken(world.db);
  const retired = createSecret();
  const row = { secretHash: hashSecret(retired), tokenId: token.id, secretHint: secretHint(retired) };
  await world.db.insert(retiredSecrets).values(row);
  const statements: string[] = [];
  const db = drizzle(world.db.$client, { logger: { logQuery: (statement) => statements.push(statement) } });
  const secrets = [token.secret, retired, ...Array.from({ length: 20 }, createSecret)];
  const identities = await Promise.all(secrets.map((secret) => identify(db, `Bearer ${secret}`, null)));
  expect(identities.map(({ refusal }) => refusal?.code)).toEqual([
    undefined,
    "secret_rotated",
    ...Array.from({ length: 20 }, () => "token_unknown"),
  ]);
  expect(identities.slice(0, 3).map(({ tokenId }) => tokenId)).toEqual([token.id, token.id, null]);
  expect(statements).toHaveLength(2);
});
