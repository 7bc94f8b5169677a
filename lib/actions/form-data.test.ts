import { expect, test } from "vitest";
import { formObject } from "./form-data";

function form(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test("an empty field is absent, one of spaces is not", () => {
  expect(formObject(form(["name", ""], ["note", " "]))).toEqual({ note: " " });
  expect(formObject(form())).toEqual({});
});

test("a name that ends in brackets is a list in the order of the form", () => {
  expect(formObject(form(["ids[]", "b"], ["name", "n"], ["ids[]", "a"], ["ids[]", ""]))).toEqual({
    ids: ["b", "a"],
    name: "n",
  });
});

test("a single field that is repeated has its last value, and is no list", () => {
  expect(formObject(form(["name", "one"], ["name", "two"]))).toEqual({ name: "two" });
});

test("a list and a single field of one name do not mix", () => {
  expect(formObject(form(["ids", "one"], ["ids[]", "two"]))).toEqual({ ids: ["two"] });
  expect(formObject(form(["ids[]", "two"], ["ids", "one"]))).toEqual({ ids: "one" });
});

test("dots stay in the name", () => {
  expect(formObject(form(["url.message.received", "https://example.com/"]))).toEqual({
    "url.message.received": "https://example.com/",
  });
});

test("files and what React adds for its actions are left out", () => {
  expect(formObject(form(["file", new Blob(["x"])], ["$ACTION_ID_1", "x"], ["$ACTION_KEY", "y"]))).toEqual(
    {},
  );
});

test("no name reaches what every object inherits", () => {
  const values = formObject(form(["__proto__[]", "x"], ["__proto__", "y"], ["constructor[]", "z"]));
  expect(Array.isArray(values)).toBe(false);
  expect("length" in values).toBe(false);
  expect(values.constructor).toEqual(["z"]);
  expect(Object.prototype).not.toHaveProperty("0");
});
