import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKEN_STATES, type TokenState } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { eachToken, listTokens } from "@/lib/api-tokens/list-queries";
import { getToken } from "@/lib/api-tokens/queries";
import { type TokenRow, tokenList } from "@/lib/api-tokens/schema";
import type { SearchParams } from "@/lib/table/list-params";
import {
  type AdminWorld,
  addSupplier,
  addTokenRows,
  type NewTokenRow,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addNumber, addToken } from "../support/api-data";
import { createCallback } from "./callbacks-fixtures";

const DAY_MS = 86_400_000;
const MANY = 65;

let world: AdminWorld;
/** One supplier per group of tests, so that the groups do not see each other's tokens. */
const group = { states: "", sorts: "", pages: "", search: "" };
let manyIds: string[];

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const FIELDS_OF_STATE: Record<TokenState, Partial<NewTokenRow>> = {
  deleted: { deletedAt: inDays(-1) },
  paused: { pausedAt: inDays(-1) },
  expired: { expiresAt: inDays(-1) },
  scheduled: { activatesAt: inDays(1) },
  expiring: { expiresAt: inDays(5) },
  active: {},
};

beforeAll(async () => {
  world = await openAdminWorld();
  const { db } = world;
  for (const name of ["states", "sorts", "pages", "search"] as const)
    group[name] = await addSupplier(db, `group ${name}`);
  await addTokenRows(
    db,
    TOKEN_STATES.map((state) => ({ supplierId: group.states, name: state, ...FIELDS_OF_STATE[state] })),
  );
  const [other] = [await addSupplier(db, "group sorts too")];
  await addTokenRows(
    db,
    Array.from({ length: 12 }, (_, i) => ({
      supplierId: i % 2 === 0 ? group.sorts : other,
      name: `name ${i % 4}`,
      expiresAt: i % 3 === 0 ? null : inDays(20 + (i % 5)),
      lastUsedAt: i % 4 === 1 ? null : inDays(-(i % 3)),
      pausedAt: i % 6 === 5 ? inDays(-1) : null,
    })),
  );
  manyIds = await addTokenRows(
    db,
    Array.from({ length: MANY }, (_, i) => ({ supplierId: group.pages, name: `many ${i % 2}` })),
  );
  await addTokenRows(
    db,
    ["100% cotton", "100x cotton", "a_b", "axb", "back\\slash", "backslash", "ÀÉÎ", "'; drop table x --"].map(
      (name, i) => ({ supplierId: group.search, name, secretHint: `Ab${i}%` }),
    ),
  );
});

afterAll(() => world.close());

const list = (params: SearchParams) => listTokens(world.manager, tokenList.parse({ size: "100", ...params }));
const namesOf = async (params: SearchParams) => (await list(params)).rows.map(({ name }) => name).sort();

describe("search", () => {
  const search = (q: string) => namesOf({ q, supplier: group.search });

  test.each([
    ["100%", ["100% cotton"]],
    ["a_b", ["a_b"]],
    ["back\\", ["back\\slash"]],
    ["COTTON", ["100% cotton", "100x cotton"]],
    ["àéî", ["ÀÉÎ"]],
    ["'; drop", ["'; drop table x --"]],
    ["%%", []],
    ["nothing like it", []],
  ])("%j finds %j: its wildcards are letters", async (q, names) => {
    expect(await search(q)).toEqual(names);
  });

  test("finds a supplier's name", async () => {
    expect((await list({ q: "group states" })).total).toBe(TOKEN_STATES.length - 1);
  });

  test("finds the last four characters of a secret, whole and exact", async () => {
    expect(await search("Ab3%")).toEqual(["axb"]);
    expect(await search("ab3%")).toEqual([]);
    expect(await search("b3%")).toEqual([]);
  });

  test("counts what it finds, not what there is", async () => {
    expect(await list({ q: "cotton", size: "10" })).toMatchObject({ total: 2 });
  });
});

describe("filters", () => {
  test.each(TOKEN_STATES)("the state %s", async (state) => {
    const { rows, total } = await list({ state, supplier: group.states });
    expect(rows.map((row) => [row.name, row.state])).toEqual([[state, state]]);
    expect(total).toBe(1);
  });

  test("deleted tokens show only when they are asked for", async () => {
    const others = TOKEN_STATES.filter((state) => state !== "deleted").toSorted();
    expect(await namesOf({ supplier: group.states })).toEqual(others);
    expect(await namesOf({ supplier: group.states, q: "deleted" })).toEqual([]);
    expect(await namesOf({ supplier: group.states, state: ["deleted", "paused"] })).toEqual([
      "deleted",
      "paused",
    ]);
  });

  test("suppliers add up, and an unknown one has none", async () => {
    expect((await list({ supplier: [group.states, group.search] })).total).toBe(5 + 8);
    expect(await list({ supplier: UNKNOWN_ID })).toEqual({ rows: [], total: 0 });
  });
});

type Key = string | number | null;
const KEYS: Record<string, (row: TokenRow) => Key> = {
  name: (row) => row.name,
  supplier: (row) => row.supplierName,
  state: (row) => row.state,
  expiresAt: (row) => row.expiresAt?.getTime() ?? null,
  lastUsedAt: (row) => row.lastUsedAt?.getTime() ?? null,
  createdAt: (row) => row.id,
};

/** Rows without a value last in both directions, and of equals the newest first. */
function compare(key: (row: TokenRow) => Key, desc: boolean) {
  return (a: TokenRow, b: TokenRow): number => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return a.id < b.id ? 1 : -1;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right === desc ? 1 : -1;
  };
}

describe("order", () => {
  test.each(tokenList.parse({}).sortable.flatMap((id) => [id, `-${id}`]))("%s", async (sort) => {
    const { rows } = await list({ q: "group sorts", sort });
    const key = KEYS[sort.replace("-", "")];
    if (!key) throw new Error("This sort has no expectation.");
    expect(rows).toHaveLength(12);
    const expected = rows.toSorted(compare(key, sort.startsWith("-")));
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(new Set(rows.map(key)).size).toBeGreaterThan(1);
  });

  test("the default is the newest first", async () => {
    const { rows } = await list({ supplier: group.pages });
    expect(rows.map(({ id }) => id)).toEqual(manyIds.toReversed());
  });
});

describe("pages", () => {
  test.each(["name", "-name", "state", "-expiresAt", "-createdAt"])(
    "by %s hold every token once, equal ones too",
    async (sort) => {
      const seen: string[] = [];
      for (let page = 1; page <= 7; page++) {
        const params = { supplier: group.pages, sort, size: "10", page: String(page) };
        const { rows, total } = await list(params);
        expect(total).toBe(MANY);
        expect(rows).toHaveLength(page < 7 ? 10 : MANY - 60);
        seen.push(...rows.map(({ id }) => id));
      }
      expect(seen.toSorted()).toEqual(manyIds.toSorted());
    },
  );

  test("beyond the last are empty, but know the total", async () => {
    expect(await list({ supplier: group.pages, page: "9" })).toEqual({ rows: [], total: MANY });
  });

  test("eachToken yields all that the filters show, oldest first", async () => {
    const ids: string[] = [];
    const query = tokenList.parse({ supplier: group.pages });
    for await (const row of eachToken(world.manager, query)) ids.push(row.id);
    expect(ids).toEqual(manyIds);
  });
});

describe("one token", () => {
  test("counts its own numbers and callbacks, not those of others", async () => {
    const { db } = world;
    const numberIds = [await addNumber(db, "+39071"), await addNumber(db, "+39072")];
    const [own, other] = [await addToken(db, { numberIds }), await addToken(db)];
    await createCallback(db, own.id, "https://example.com/a", "message.received");
    const failing = await createCallback(db, own.id, "https://example.com/b", "conversation.created");
    await createCallback(db, other.id, "https://example.com/c");
    await db.execute(sql`update callbacks set failing_since = now() where id = ${failing}`);
    const counts = { numberCount: 2, callbackCount: 2, failingCallbackCount: 1 };
    expect(await getToken(world.manager, own.id)).toMatchObject(counts);
    const { rows } = await list({ supplier: [own.supplierId, other.supplierId] });
    expect(rows.find(({ id }) => id === own.id)).toMatchObject(counts);
    expect(rows.find(({ id }) => id === other.id)).toMatchObject({
      numberCount: 0,
      callbackCount: 1,
      failingCallbackCount: 0,
    });
    await db.update(apiTokens).set({ deletedAt: sql`now()` }).where(eq(apiTokens.id, own.id));
    expect(await getToken(world.manager, own.id)).toMatchObject({ ...counts, failingCallbackCount: 0 });
  });

  test("neither list nor page holds anything of its secrets", async () => {
    const token = await addToken(world.db);
    const [row] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    const shown = JSON.stringify([
      await list({ supplier: token.supplierId }),
      await getToken(world.admin, token.id),
    ]);
    for (const kept of [token.secret.slice(4, -4), row?.secretHash ?? "", row?.signingSecret ?? ""])
      expect(shown).not.toContain(kept);
  });

  test("that is not there is not found", async () => {
    expect(await refusalOf(getToken(world.admin, UNKNOWN_ID))).toEqual({ code: "not_found", fields: [] });
  });
});
