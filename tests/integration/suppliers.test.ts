import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suppliers } from "@/db/schema/suppliers";
import { createSupplier } from "@/lib/suppliers/commands";
import {
  findActiveSupplier,
  listSupplierOptions,
  listSuppliers,
  listSuppliersById,
  searchSuppliers,
} from "@/lib/suppliers/queries";
import { createSupplierInput, searchSuppliersInput, supplierList } from "@/lib/suppliers/schema";
import { suppliersWorkbook } from "@/lib/suppliers/workbook";
import type { SearchParams } from "@/lib/table/list-params";
import {
  type AdminWorld,
  addSupplier,
  addTokenRows,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { readSheets, record } from "../support/sheets";

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

const LAST_USE = new Date("2026-02-03T04:05:06.789Z");
const list = (params: SearchParams) => listSuppliers(world.manager, supplierList.parse(params));
const namesOf = async (params: SearchParams) => (await list(params)).rows.map(({ name }) => name);

describe("createSupplier", () => {
  test("keeps what was given, and the audit row says who did it", async () => {
    const input = createSupplierInput.parse({
      name: " Rossi & Figli ",
      contactEmail: "it@rossi.example",
      note: "since 1990",
    });
    const made = await createSupplier(world.admin, input);
    expect(made).toEqual({ id: expect.any(String), name: "Rossi & Figli" });
    const { rows } = await list({ q: "rossi &" });
    expect(rows).toEqual([
      {
        ...input,
        id: made.id,
        archivedAt: null,
        createdAt: expect.any(Date),
        usableTokens: 0,
        tokens: 0,
        lastUsedAt: null,
      },
    ]);
    expect(await auditOf(world.db, made.id)).toMatchObject([
      {
        action: "supplier.created",
        actorLabel: "admin@example.com",
        targetType: "supplier",
        targetLabel: "Rossi & Figli",
        before: null,
        after: input,
      },
    ]);
  });

  test("needs a name only", async () => {
    const { id } = await createSupplier(world.admin, createSupplierInput.parse({ name: "Plain" }));
    const { rows } = await list({ q: "Plain" });
    expect(rows[0]).toMatchObject({ id, contactEmail: null, note: null });
  });

  test("is not a manager's to do", async () => {
    const before = [await world.db.$count(suppliers), await countAudit(world.db)];
    const work = createSupplier(world.manager, createSupplierInput.parse({ name: "No" }));
    expect(await refusalOf(work)).toEqual({ code: "forbidden", fields: [] });
    expect([await world.db.$count(suppliers), await countAudit(world.db)]).toEqual(before);
  });

  test.each([
    ["TAKEN", "Taken"],
    [" taken ", "Taken"],
    ["Cafe\u0301 Roma", "Café Roma"],
    ["Nord  Est", "Nord Est"],
    ["Nord\u00A0Sud", "Nord Sud"],
    ["Ｗｉｄｅ", "Wide"],
    ["Joi\u200Dned", "Joined"],
    ["Older", "Ol\u200Bd\u00ADer\u3164"],
    ["Two spaces", "Two   spaces "],
  ])("refuses %j, which reads like %j that is in use", async (name, used) => {
    await addSupplier(world.db, used);
    const before = await countAudit(world.db);
    const work = createSupplier(world.admin, createSupplierInput.parse({ name }));
    expect(await refusalOf(work)).toEqual({ code: "invalid_input", fields: ["name"] });
    expect(await countAudit(world.db)).toBe(before);
  });

  test("lets the name of an archived supplier be used again", async () => {
    await addSupplier(world.db, "Once more", { archivedAt: new Date() });
    const made = await createSupplier(world.admin, createSupplierInput.parse({ name: "once more" }));
    expect(made.name).toBe("once more");
  });

  test("of several at once with one name only one is created", async () => {
    const input = createSupplierInput.parse({ name: "Race" });
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => createSupplier(world.admin, input)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await world.db.$count(suppliers, eq(suppliers.name, "Race"))).toBe(1);
  });

  test.each([
    ["name", {}],
    ["name", { name: "  " }],
    ["name", { name: "x".repeat(256) }],
    ["contactEmail", { name: "A", contactEmail: "no address" }],
    ["note", { name: "A", note: "x".repeat(2001) }],
  ])("a bad %s is named", (field, input) => {
    const { error } = createSupplierInput.safeParse(input);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("listSuppliers", () => {
  const names = ["count 0", "count 1", "count 3", "count 3 too"];
  let ids: string[];

  beforeAll(async () => {
    ids = [];
    for (const name of names) ids.push(await addSupplier(world.db, name));
    const [, one = "", three = "", too = ""] = ids;
    await addTokenRows(world.db, [
      ...[one, three, three, three, too, too, too].map((supplierId) => ({ supplierId })),
      ...[one, three].map((supplierId) => ({ supplierId, deletedAt: LAST_USE, lastUsedAt: LAST_USE })),
      { supplierId: three, pausedAt: LAST_USE },
      { supplierId: three, activatesAt: new Date(Date.now() + 86_400_000) },
      { supplierId: three, expiresAt: LAST_USE },
    ]);
    await addSupplier(world.db, "count archived", { archivedAt: new Date() });
  });

  test("counts each supplier's own tokens, deleted ones not, but their last use", async () => {
    const { rows, total } = await list({ q: "count" });
    expect(rows.map((row) => [row.name, row.usableTokens, row.tokens, row.lastUsedAt])).toEqual([
      ["count 0", 0, 0, null],
      ["count 1", 1, 1, LAST_USE],
      ["count 3", 3, 6, LAST_USE],
      ["count 3 too", 3, 3, null],
    ]);
    expect(total).toBe(4);
  });

  test.each([
    ["name", [0, 1, 2, 3]],
    ["-name", [3, 2, 1, 0]],
    ["usableTokens", [0, 1, 2, 3]],
    ["-usableTokens", [2, 3, 1, 0]],
    ["tokens", [0, 1, 3, 2]],
    ["-tokens", [2, 3, 1, 0]],
    ["lastUsedAt", [1, 2, 0, 3]],
    ["-lastUsedAt", [1, 2, 0, 3]],
    ["createdAt", [0, 1, 2, 3]],
    ["-createdAt", [3, 2, 1, 0]],
  ])("by %s, equal ones by their id", async (sort, order) => {
    expect(await namesOf({ q: "count", sort })).toEqual(order.map((i) => names[i]));
  });

  test("finds a part of the name, the address or the note, wildcards taken literally", async () => {
    await addSupplier(world.db, "50% off", { contactEmail: "first_last@shop.example" });
    await addSupplier(world.db, "500 off", { contactEmail: "firstxlast@shop.example" });
    expect(await namesOf({ q: "50%" })).toEqual(["50% off"]);
    expect(await namesOf({ q: "FIRST_LAST@" })).toEqual(["50% off"]);
    expect(await namesOf({ q: "@shop.example" })).toEqual(["500 off", "50% off"].toSorted());
    await addSupplier(world.db, "noted", { note: "Ends with the fair." });
    expect(await namesOf({ q: "with the FAIR" })).toEqual(["noted"]);
    expect(await list({ q: "_%_" })).toEqual({ rows: [], total: 0 });
  });

  test("pages hold every supplier once", async () => {
    const made = Array.from({ length: 23 }, (_, i) => `page ${String(i).padStart(2, "0")}`);
    for (const name of made) await addSupplier(world.db, name);
    const pages = await Promise.all(
      ["1", "2", "3", "4"].map((page) => list({ q: "page", page, size: "10" })),
    );
    expect(pages.map(({ rows }) => rows.length)).toEqual([10, 10, 3, 0]);
    expect(pages.map(({ total }) => total)).toEqual([23, 23, 23, 23]);
    expect(pages.flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(made);
  });

  test.each([
    [[], ["count 0", "count 1", "count 3", "count 3 too"]],
    [["active"], ["count 0", "count 1", "count 3", "count 3 too"]],
    [["archived"], ["count archived"]],
    [
      ["active", "archived"],
      ["count 0", "count 1", "count 3", "count 3 too", "count archived"],
    ],
  ])("the state %j", async (state, found) => {
    expect(await namesOf({ q: "count", state })).toEqual(found);
    expect((await list({ q: "count", state })).total).toBe(found.length);
  });

  test("archived ones can neither be seen nor chosen", async () => {
    const archived = await addSupplier(world.db, "choice archived", { archivedAt: new Date() });
    const there = await addSupplier(world.db, "choice there");
    const options = await listSupplierOptions(world.manager);
    expect(options).toContainEqual({ id: there, name: "choice there" });
    expect(options.map(({ id }) => id)).not.toContain(archived);
    expect(await namesOf({ q: "choice" })).toEqual(["choice there"]);
    const active = await Promise.all(
      [there, archived, UNKNOWN_ID].map((id) => findActiveSupplier(world.db, id)),
    );
    expect(active).toEqual([{ id: there, name: "choice there" }, null, null]);
  });
});

describe("the workbook", () => {
  const download = async (params: SearchParams) => {
    const sheets = await readSheets(suppliersWorkbook(world.manager, supplierList.parse(params)));
    return sheets.get("Suppliers") ?? [];
  };

  test("has a row per supplier that the filters show, oldest first, with typed cells", async () => {
    const archivedAt = new Date("2026-07-08T09:10:00Z");
    const id = await addSupplier(world.db, "=sheet()", { contactEmail: "a@b.example", note: "kept" });
    const gone = await addSupplier(world.db, "a sheet archived", { archivedAt });
    await addTokenRows(world.db, [
      { supplierId: id, lastUsedAt: LAST_USE },
      { supplierId: id, pausedAt: LAST_USE },
    ]);
    const rows = await download({ q: "sheet", state: ["active", "archived"], sort: "name", page: "7" });
    expect(rows.slice(1).map(([first]) => first)).toEqual([id, gone]);
    expect(record(rows, 1)).toEqual({
      "Supplier id": id,
      Supplier: "=sheet()",
      State: "Active",
      "Contact e-mail": "a@b.example",
      "Usable tokens": 1,
      "Tokens in all": 2,
      "Last used (UTC)": new Date("2026-02-03T04:05:07Z"),
      "Created (UTC)": expect.any(Date),
      "Archived (UTC)": null,
      Note: "kept",
    });
    expect(record(rows, 2)).toMatchObject({ State: "Archived", "Archived (UTC)": archivedAt });
    expect(await download({ q: "sheet" })).toHaveLength(2);
  });
});

describe("the search of the filter", () => {
  const find = (q?: string) => searchSuppliers(world.manager, searchSuppliersInput.parse({ q }));
  const search = async (q?: string) => (await find(q)).suppliers.map(({ name }) => name);

  test("finds a part of the name, wildcards taken literally, archived ones too", async () => {
    await addSupplier(world.db, "Filter 10% Ltd");
    await addSupplier(world.db, "Filter 100 Ltd", { archivedAt: new Date() });
    expect(await search("FILTER 10")).toEqual(["Filter 100 Ltd", "Filter 10% Ltd"].toSorted());
    expect(await search(" 10% l")).toEqual(["Filter 10% Ltd"]);
    expect(await search("nothing like it")).toEqual([]);
  });

  test("finds the first twenty by name, without a text too, and tells whether there are more", async () => {
    const names = Array.from({ length: 21 }, (_, i) => `Aaa ${String(i).padStart(2, "0")}`);
    for (const name of names.slice(0, 20).toReversed()) await addSupplier(world.db, name);
    expect((await find("aaa")).hasMore).toBe(false);
    await addSupplier(world.db, "Aaa 20");
    expect(await search("aaa")).toEqual(names.slice(0, 20));
    expect((await find("aaa")).hasMore).toBe(true);
    expect(await search()).toHaveLength(20);
  });

  test("names the chosen ones that are there", async () => {
    const id = await addSupplier(world.db, "Chosen");
    expect(await listSuppliersById(world.manager, [UNKNOWN_ID, id])).toEqual([{ id, name: "Chosen" }]);
    expect(await listSuppliersById(world.manager, [])).toEqual([]);
  });
});
