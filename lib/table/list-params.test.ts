import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { type ListQueryOf, listParams } from "./list-params";

const list = listParams({
  sortable: ["name", "lastUsedAt"],
  defaultSort: "-lastUsedAt",
  filters: { state: z.enum(["active", "paused"]), status: z.coerce.number().int() },
});

describe("parse", () => {
  it("has a default for everything", () => {
    expect(list.parse({})).toEqual({
      q: "",
      sortable: ["name", "lastUsedAt"],
      sort: { id: "lastUsedAt", desc: true },
      page: 1,
      size: 25,
      filters: { state: [], status: [] },
    });
  });

  it("reads what the table writes", () => {
    const query = list.parse(
      new URLSearchParams("q=+orders+&sort=-name&page=3&size=100&state=active&state=paused&status=200"),
    );
    expect(query).toEqual({
      q: "orders",
      sortable: ["name", "lastUsedAt"],
      sort: { id: "name", desc: true },
      page: 3,
      size: 100,
      filters: { state: ["active", "paused"], status: [200] },
    });
  });

  it.each(["secret", "-secret", "", "-", "--name", "name,id", "__proto__"])(
    "falls back from the sort %j",
    (sort) => {
      expect(list.parse({ sort }).sort).toEqual({ id: "lastUsedAt", desc: true });
    },
  );

  it.each(["0", "-1", "1.5", "x", "", "Infinity", "1e9"])("falls back from the page %j", (page) => {
    expect(list.parse({ page }).page).toBe(1);
  });

  it.each(["11", "1000", "-25", "", "x"])("falls back from the size %j", (size) => {
    expect(list.parse({ size }).size).toBe(25);
  });

  it("trims and cuts the search, and takes out what a database refuses", () => {
    expect(list.parse({ q: "x".repeat(500) }).q).toHaveLength(200);
    expect(list.parse({ q: " a\0b " }).q).toBe("ab");
    expect(list.parse({ q: `${"x".repeat(199)}😀` }).q.isWellFormed()).toBe(true);
  });

  it("takes the first of a repeated single parameter", () => {
    expect(list.parse({ q: ["one", "two"], page: ["2", "3"] })).toMatchObject({ q: "one", page: 2 });
  });

  it("drops unknown filter values and repetitions", () => {
    expect(list.parse({ state: ["active", "root", "active"] }).filters.state).toEqual(["active"]);
  });

  it("does not read what an object inherits", () => {
    const odd = listParams({ sortable: ["a"], defaultSort: "a", filters: { constructor: z.string() } });
    expect(odd.parse({}).filters.constructor).toEqual([]);
  });
});

describe("toSearchParams", () => {
  it("leaves defaults out", () => {
    expect(list.toSearchParams(list.parse({})).toString()).toBe("");
  });

  it("goes round", () => {
    const query = list.parse({
      q: "a&b",
      sort: "name",
      page: "2",
      size: "50",
      state: ["active", "paused"],
      status: "404",
    });
    expect(list.parse(list.toSearchParams(query))).toEqual(query);
  });
});

it("types what it returns", () => {
  type Query = ListQueryOf<typeof list>;
  expectTypeOf<Query["sort"]["id"]>().toEqualTypeOf<"name" | "lastUsedAt">();
  expectTypeOf<Query["filters"]["state"]>().toEqualTypeOf<("active" | "paused")[]>();
});
