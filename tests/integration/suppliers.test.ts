import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suppliers } from "@/db/schema/suppliers";
import { createSupplier } from "@/lib/suppliers/commands";
import { findActiveSupplier, listSupplierOptions, listSuppliers } from "@/lib/suppliers/queries";
import { createSupplierInput, supplierList } from "@/lib/suppliers/schema";
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

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

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
    expect(rows).toEqual([{ ...input, id: made.id, tokens: 0, createdAt: expect.any(Date) }]);
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
      ...[one, three].map((supplierId) => ({ supplierId, deletedAt: new Date() })),
    ]);
    await addSupplier(world.db, "count archived", { archivedAt: new Date() });
  });

  test("counts each supplier's own tokens, deleted ones not", async () => {
    const { rows, total } = await list({ q: "count" });
    expect(rows.map(({ name, tokens }) => [name, tokens])).toEqual([
      ["count 0", 0],
      ["count 1", 1],
      ["count 3", 3],
      ["count 3 too", 3],
    ]);
    expect(total).toBe(4);
  });

  test.each([
    ["name", [0, 1, 2, 3]],
    ["-name", [3, 2, 1, 0]],
    ["tokens", [0, 1, 2, 3]],
    ["-tokens", [2, 3, 1, 0]],
    ["createdAt", [0, 1, 2, 3]],
    ["-createdAt", [3, 2, 1, 0]],
  ])("by %s, equal ones by their id", async (sort, order) => {
    expect(await namesOf({ q: "count", sort })).toEqual(order.map((i) => names[i]));
  });

  test("finds a part of the name or of the address, wildcards taken literally", async () => {
    await addSupplier(world.db, "50% off", { contactEmail: "first_last@shop.example" });
    await addSupplier(world.db, "500 off", { contactEmail: "firstxlast@shop.example" });
    expect(await namesOf({ q: "50%" })).toEqual(["50% off"]);
    expect(await namesOf({ q: "FIRST_LAST@" })).toEqual(["50% off"]);
    expect(await namesOf({ q: "@shop.example" })).toEqual(["500 off", "50% off"].toSorted());
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
