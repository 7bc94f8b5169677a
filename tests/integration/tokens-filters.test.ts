import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eachToken, listTokens } from "@/lib/api-tokens/list-queries";
import { tokenList } from "@/lib/api-tokens/schema";
import type { SearchParams } from "@/lib/table/list-params";
import {
  type AdminWorld,
  addSupplier,
  addTokenRows,
  type NewTokenRow,
  openAdminWorld,
} from "../support/admin";

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

let world: AdminWorld;
const group = { rights: "", dates: "", uses: "" };

beforeAll(async () => {
  world = await openAdminWorld();
  const { db } = world;
  for (const name of ["rights", "dates", "uses"] as const) group[name] = await addSupplier(db, name);
  const add = (supplierId: string, rows: Record<string, Partial<NewTokenRow>>) =>
    addTokenRows(
      db,
      Object.entries(rows).map(([name, row]) => ({ supplierId, name, ...row })),
    );
  await add(group.rights, {
    all: { permissions: ["conversations:read", "locations:read", "data:export"] },
    none: { permissions: [] },
    reader: { permissions: ["conversations:read"] },
    traveller: { permissions: ["locations:read", "conversations:read"] },
    "deleted reader": { permissions: ["conversations:read"], deletedAt: inDays(-1) },
  });
  await add(group.dates, {
    "in 1": { expiresAt: inDays(1) },
    "in 6.9": { expiresAt: inDays(6.9) },
    "in 7.1": { expiresAt: inDays(7.1) },
    "in 29": { expiresAt: inDays(29) },
    "in 89": { expiresAt: inDays(89) },
    "in 91": { expiresAt: inDays(91) },
    never: { expiresAt: null },
    expired: { expiresAt: inDays(-0.01) },
    "paused, in 2": { expiresAt: inDays(2), pausedAt: inDays(-1) },
    "deleted, in 2": { expiresAt: inDays(2), deletedAt: inDays(-1) },
  });
  await add(group.uses, {
    unused: {},
    used: { lastUsedAt: inDays(-400) },
    "deleted, unused": { deletedAt: inDays(-1) },
  });
});

afterAll(() => world.close());

async function namesOf(params: SearchParams): Promise<string[]> {
  const query = tokenList.parse(params);
  const { rows, total } = await listTokens(world.manager, query);
  const exported: string[] = [];
  for await (const { name } of eachToken(world.manager, query)) exported.push(name);
  const names = rows.map(({ name }) => name).toSorted();
  expect(total).toBe(names.length);
  expect(exported.toSorted()).toEqual(names);
  return names;
}

describe("permission", () => {
  test.each([
    [["conversations:read"], ["all", "reader", "traveller"]],
    [["data:export"], ["all"]],
    [
      ["locations:read", "conversations:read"],
      ["all", "traveller"],
    ],
    [["locations:read", "data:export"], ["all"]],
    [["root"], ["all", "none", "reader", "traveller"]],
  ])("%j shows who has all of them: %j", async (permission, names) => {
    expect(await namesOf({ supplier: group.rights, permission })).toEqual(names);
  });

  test("shows deleted tokens only when their state is asked for", async () => {
    const params = { supplier: group.rights, permission: "conversations:read" };
    expect(await namesOf({ ...params, state: "deleted" })).toEqual(["deleted reader"]);
    expect(await namesOf({ ...params, state: ["deleted", "active"] })).toHaveLength(4);
  });
});

describe("expires within", () => {
  test.each([
    ["7", ["in 1", "in 6.9", "paused, in 2"]],
    ["14", ["in 1", "in 6.9", "in 7.1", "paused, in 2"]],
    ["30", ["in 1", "in 29", "in 6.9", "in 7.1", "paused, in 2"]],
    ["90", ["in 1", "in 29", "in 6.9", "in 7.1", "in 89", "paused, in 2"]],
  ])("%s days shows neither expired nor later nor endless ones", async (expires, names) => {
    expect(await namesOf({ supplier: group.dates, expires })).toEqual(names);
  });

  test("takes the first of two choices, and none that is not offered", async () => {
    expect(await namesOf({ supplier: group.dates, expires: ["7", "90"] })).toHaveLength(3);
    for (const expires of ["8", "-7", "7.5", "", "x", "1e9"])
      expect(await namesOf({ supplier: group.dates, expires })).toHaveLength(9);
  });

  test("adds up with the state", async () => {
    expect(await namesOf({ supplier: group.dates, expires: "7", state: "paused" })).toEqual(["paused, in 2"]);
    expect(await namesOf({ supplier: group.dates, expires: "7", state: "deleted" })).toEqual([
      "deleted, in 2",
    ]);
    expect(await namesOf({ supplier: group.dates, expires: "7", state: "expired" })).toEqual([]);
  });
});

describe("never used", () => {
  test("shows those that were never used", async () => {
    expect(await namesOf({ supplier: group.uses, used: "never" })).toEqual(["unused"]);
    expect(await namesOf({ supplier: group.uses, used: "never", state: "deleted" })).toEqual([
      "deleted, unused",
    ]);
  });

  test("is no filter when it says anything else", async () => {
    expect(await namesOf({ supplier: group.uses, used: "ever" })).toEqual(["unused", "used"]);
  });
});

test("the URL of every filter goes round", () => {
  const query = tokenList.parse({
    q: "orders",
    sort: "-expiresAt",
    page: "3",
    size: "100",
    state: ["active", "paused"],
    supplier: group.rights,
    permission: ["data:export", "locations:read"],
    expires: "30",
    used: "never",
  });
  expect(tokenList.parse(tokenList.toSearchParams(query))).toEqual(query);
  expect(query.filters).toMatchObject({ expires: [30], used: ["never"] });
});
