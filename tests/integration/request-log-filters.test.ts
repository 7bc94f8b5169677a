import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import type { Context } from "@/lib/context";
import { listNewRequests, listRequests, SEARCHED_CALLS } from "@/lib/request-log/queries";
import {
  type RequestFilters,
  requestFilters,
  requestLogList,
  tokenRequestLogList,
} from "@/lib/request-log/schema";
import { API_ROUTES } from "@/lib/request-log/words";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld, UNKNOWN_ID } from "../support/admin";

const START = Date.parse("2026-10-31T23:00:00Z");
const MINUTE_MS = 60_000;

let world: AdminWorld;
let supplierId: string;
let tokenId: string;

type Row = Partial<typeof apiRequests.$inferInsert>;

/** Stores calls a minute apart, oldest first, over the end of a month, and answers their ids. */
async function log(rows: readonly Row[]): Promise<string[]> {
  const values = rows.map((row, i) => ({
    id: uuidv7(),
    startedAt: new Date(START + i * MINUTE_MS),
    durationMs: 3,
    method: "GET",
    route: "/conversations",
    path: "/api/v1/conversations",
    status: 200,
    tokenId,
    supplierId,
    ip: "203.0.113.9",
    ...row,
  }));
  for (let i = 0; i < values.length; i += 1_000)
    await world.db.insert(apiRequests).values(values.slice(i, i + 1_000));
  return values.map(({ id }) => id);
}

async function found(filters: RequestFilters, ctx: Context = world.manager): Promise<string[]> {
  return (await listRequests(ctx, { filters, size: 50 })).rows.map(({ id }) => id);
}

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date(START), new Date("2026-11-02T00:00:00Z"));
  supplierId = await addSupplier(world.db, "Meridian Srl");
  [tokenId = ""] = await addTokenRows(world.db, [{ supplierId, name: "Orders sync" }]);
});

afterAll(() => world.close());

describe("filters", () => {
  const other = { tokenId: uuidv7(), supplierId: uuidv7(), ip: "2001:db8::7" };
  const rows: Row[] = [
    {},
    other,
    { status: 304, route: "/token" },
    { status: 403, code: "permission_missing", missingPermission: "locations:read", route: "/locations" },
    { ...other, status: 404, code: "not_found", route: null },
    { status: 503, code: "unavailable" },
    { status: 401, code: "token_unknown", tokenId: null, supplierId: null, secretPrefix: "wtp_12" },
  ];
  const UNKNOWN_SECRET = 6;
  let ids: string[];

  beforeEach(async () => {
    await world.db.delete(apiRequests);
    ids = await log(rows);
  });

  const at = (i: number) => new Date(START + i * MINUTE_MS);

  test.each<[string, () => RequestFilters, number[]]>([
    ["nothing", () => ({}), [5, 4, 3, 2, 1, 0]],
    ["a token", () => ({ tokenId }), [5, 3, 2, 0]],
    ["a supplier", () => ({ supplierId: other.supplierId }), [4, 1]],
    ["a route", () => ({ route: "/locations" }), [3]],
    ["no route", () => ({ route: null }), [4]],
    ["served", () => ({ classes: ["served"] }), [2, 1, 0]],
    ["refused", () => ({ classes: ["refused"] }), [4, 3]],
    ["failed", () => ({ classes: ["failed"] }), [5]],
    ["refused and failed", () => ({ classes: ["failed", "refused"] }), [5, 4, 3]],
    ["served and failed", () => ({ classes: ["served", "failed"] }), [5, 2, 1, 0]],
    ["a code", () => ({ code: "not_found" }), [4]],
    ["a code that none has", () => ({ code: "internal" }), []],
    ["an address", () => ({ ip: "2001:db8::7" }), [4, 1]],
    ["an id", () => ({ id: ids[2] }), [2]],
    ["an unknown id", () => ({ id: UNKNOWN_ID }), []],
    ["what no call has", () => ({ isNothing: true }), []],
    ["a beginning", () => ({ from: at(4) }), [5, 4]],
    ["an end, itself excluded", () => ({ to: at(2) }), [1, 0]],
    ["a token's refused ones", () => ({ tokenId, classes: ["refused"] }), [3]],
    ["a token's served ones", () => ({ tokenId, classes: ["served"] }), [2, 0]],
    ["a token and a code that only others have", () => ({ tokenId, code: "not_found" }), []],
    ["a class and a code that differ", () => ({ classes: ["failed"], code: "not_found" }), []],
    [
      "all at once",
      () => ({ ...other, classes: ["refused"], code: "not_found", route: null, from: at(1) }),
      [4],
    ],
  ])("%s", async (_what, filters, expected) => {
    expect(await found(filters())).toEqual(expected.map((i) => ids[i]));
  });

  test("show names, and calls with an unknown secret only to an admin who has the id", async () => {
    const { rows: listed } = await listRequests(world.manager, { filters: { tokenId }, size: 1 });
    expect(listed[0]).toMatchObject({ tokenName: "Orders sync", supplierName: "Meridian Srl" });
    const filters = { id: ids[UNKNOWN_SECRET] };
    expect(await found(filters)).toEqual([]);
    expect(await found(filters, world.admin)).toEqual([ids[UNKNOWN_SECRET]]);
  });

  test("new calls are those of the filters since then", async () => {
    const ask = (filters: RequestFilters) => listNewRequests(world.manager, { ...filters, since: at(2) });
    expect((await ask({})).rows.map(({ id }) => id)).toEqual([5, 4, 3, 2].map((i) => ids[i]));
    expect((await ask({ classes: ["failed"] })).rows.map(({ id }) => id)).toEqual([ids[5]]);
    expect((await ask({ from: at(5) })).rows.map(({ id }) => id)).toEqual([ids[5]]);
  });
});

describe("rare calls among many", () => {
  const MANY = SEARCHED_CALLS + 2_000;
  const rare = { route: "/messages/{id}", status: 500, code: "internal" };
  let ids: string[];

  beforeAll(async () => {
    await world.db.delete(apiRequests);
    // Two a second, so that all are of a few hours.
    const rows = Array.from(
      { length: MANY },
      (_, i): Row => ({
        startedAt: new Date(START + i * 500),
        ...([3, 900, MANY - 5].includes(i) && rare),
      }),
    );
    ids = await log(rows);
  });

  const served = { route: rare.route, classes: ["failed" as const, "served" as const] };

  test("are searched for among so many, and from there on", async () => {
    const filters = { tokenId, route: rare.route };
    const first = await listRequests(world.manager, { filters, size: 10 });
    expect(first.rows.map(({ id }) => id)).toEqual([ids[MANY - 5]]);
    expect(first.searchedTo).toEqual(new Date(START + (MANY - SEARCHED_CALLS) * 500));
    const second = await listRequests(world.manager, { filters, size: 10, after: first.after ?? "" });
    expect(second.rows.map(({ id }) => id)).toEqual([ids[900], ids[3]]);
    expect([second.searchedTo, second.after]).toEqual([null, null]);
  });

  test("are found towards newer ones as well", async () => {
    const filters = { tokenId, route: rare.route };
    const { after } = await listRequests(world.manager, {
      filters: {},
      size: 100,
      after: await oldestCursor(),
    });
    const page = await listRequests(world.manager, {
      filters,
      size: 10,
      before: after ?? (await oldestCursor()),
    });
    expect(page.rows.map(({ id }) => id)).toEqual([ids[900]]);
    expect(page.searchedTo).not.toBeNull();
    const newer = await listRequests(world.manager, { filters, size: 10, before: page.before ?? "" });
    expect(newer.rows.map(({ id }) => id)).toEqual([ids[MANY - 5]]);
    expect([newer.searchedTo, newer.before]).toEqual([null, null]);
  });

  test("that nobody made are not searched for at all", async () => {
    const page = await listRequests(world.manager, { filters: { isNothing: true }, size: 10 });
    expect(page).toEqual({ rows: [], before: null, after: null, searchedTo: null });
  });

  test("that an index has are found at once", async () => {
    for (const filters of [
      { code: "internal" },
      { route: rare.route },
      { tokenId, classes: ["failed" as const] },
    ]) {
      const page = await listRequests(world.manager, { filters, size: 10 });
      expect(page.rows.map(({ id }) => id)).toEqual([ids[MANY - 5], ids[900], ids[3]]);
      expect(page.searchedTo).toBeNull();
    }
    expect(await found(served)).toEqual([ids[MANY - 5], ids[900], ids[3]]);
  });

  /** Leads to what is newer than the hundredth call. */
  async function oldestCursor(): Promise<string> {
    const to = new Date(START + 100 * 500);
    const page = await listRequests(world.manager, { filters: { to }, size: 1 });
    return page.after ?? "";
  }
});

describe("the address of a log", () => {
  const read = (search: string) => requestFilters(requestLogList.parse(new URLSearchParams(search)));

  test.each<[string, RequestFilters]>([
    ["q=203.0.113.9", { ip: "203.0.113.9" }],
    ["q=2001:DB8::7", { ip: "2001:db8::7" }],
    [`q=${UNKNOWN_ID.toUpperCase()}`, { id: UNKNOWN_ID }],
    ["q=orders", { isNothing: true }],
    ["route=none", { route: null }],
    ["route=/token&route=/locations", { route: "/token" }],
    ["route=/nothing&code=nothing&token=x&from=yesterday&status=odd", {}],
    ["code=token_missing", {}],
    ["from=2026-11-01T00:00:00Z", { from: new Date("2026-11-01T00:00:00Z") }],
  ])("%s", (search, expected) => {
    const given = Object.entries(read(search)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(given)).toEqual({ classes: [], ...expected });
  });

  test("of one token knows no other token", () => {
    const query = tokenRequestLogList.parse(new URLSearchParams({ token: UNKNOWN_ID, supplier: UNKNOWN_ID }));
    expect(requestFilters(query)).toMatchObject({ tokenId: undefined, supplierId: undefined });
  });
});

test("every route of the API can be filtered by", () => {
  const known: readonly string[] = API_ROUTES;
  const served = routes
    .filter(({ path }) => path.startsWith("/api/v1/") && !path.includes("[[..."))
    .map(({ path }) => path.slice("/api/v1".length).replace(/\[(\w+)\]/g, "{$1}"));
  expect(served.filter((route) => !known.includes(route))).toEqual([]);
});
