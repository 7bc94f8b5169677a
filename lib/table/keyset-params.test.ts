import { expect, test } from "vitest";
import { z } from "zod";
import { keysetParams, openRow } from "./keyset-params";

const list = keysetParams({ state: z.enum(["pending", "delivered"]), from: z.iso.datetime() });
const ID = "01935a00-0000-7000-8000-000000000000";

test("there is a default for everything", () => {
  expect(list.parse({})).toEqual({
    q: "",
    size: 25,
    after: undefined,
    before: undefined,
    filters: { state: [], from: [] },
  });
});

test("what the table writes is read, of one value the first", () => {
  const params = new URLSearchParams(
    "q=+a+&size=50&after=abc&after=def&state=pending&state=delivered&open=1",
  );
  expect(list.parse(params)).toMatchObject({
    q: "a",
    size: 50,
    after: "abc",
    filters: { state: ["pending", "delivered"] },
  });
});

test.each([
  ["size", "11"],
  ["size", "x"],
  ["after", ""],
  ["before", "x".repeat(513)],
  ["state", "root"],
  ["from", "yesterday"],
])("%s=%s falls back to its default", (name, value) => {
  expect(list.parse({ [name]: value })).toEqual(list.parse({}));
});

test("search and filters go round, the place in the list does not", () => {
  const query = list.parse(new URLSearchParams("q=a%26b&state=pending&state=delivered&after=abc&size=10"));
  const search = list.toSearch(query);
  expect(list.parse(new URLSearchParams(search))).toEqual({ ...query, after: undefined, size: 25 });
  expect(list.toSearch(list.parse({ size: "10", after: "abc" }))).toBe("");
});

test("an open row is an id or none", () => {
  expect(openRow({ open: ID })).toBe(ID);
  expect(openRow({ open: [ID, "x"] })).toBe(ID);
  for (const open of [undefined, "", "x", "' or true --"]) expect(openRow({ open })).toBeNull();
});
