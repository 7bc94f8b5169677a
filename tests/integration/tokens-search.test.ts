import { afterAll, beforeAll, expect, test } from "vitest";
import { searchTokens } from "@/lib/api-tokens/name-queries";
import { searchTokensInput } from "@/lib/api-tokens/name-schema";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld } from "../support/admin";

let world: AdminWorld;
let supplierId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  supplierId = await addSupplier(world.db, "Search Ltd");
});

afterAll(() => world.close());

const add = (names: string[], deletedAt: Date | null = null) =>
  addTokenRows(
    world.db,
    names.map((name) => ({ supplierId, name, deletedAt })),
  );

async function search(q?: string) {
  const { tokens, hasMore } = await searchTokens(world.manager, searchTokensInput.parse({ q }));
  return { names: tokens.map(({ name }) => name), hasMore };
}

test("finds a part of the name, wildcards taken literally, deleted ones too", async () => {
  await add(["Export 10% of all"]);
  await add(["Export 100"], new Date());
  expect((await search("EXPORT 10")).names).toEqual(["Export 10% of all", "Export 100"].toSorted());
  expect((await search("10% o")).names).toEqual(["Export 10% of all"]);
  expect(await search("nothing like it")).toEqual({ names: [], hasMore: false });
});

test("finds the first twenty by name, and tells whether there are more", async () => {
  const names = Array.from({ length: 21 }, (_, i) => `Aaa ${String(i).padStart(2, "0")}`);
  await add(names.slice(0, 20).toReversed());
  expect(await search("aaa")).toEqual({ names: names.slice(0, 20), hasMore: false });
  await add(["Aaa 20"]);
  expect(await search("aaa")).toEqual({ names: names.slice(0, 20), hasMore: true });
});
