import { expect, test } from "vitest";
import { differingNames, valuesOf } from "./form-values";

function values(...fields: [string, string][]) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return valuesOf(data);
}

const orders = values(["name", "Orders"], ["permissions[]", "a"], ["permissions[]", "b"], ["note", ""]);

test.each([
  ["the same", values(["permissions[]", "a"], ["permissions[]", "b"], ["name", "Orders"]), []],
  ["another text", values(["name", "Order"], ["permissions[]", "a"], ["permissions[]", "b"]), ["name"]],
  ["a switch that is off", values(["name", "Orders"], ["permissions[]", "a"]), ["permissions"]],
  ["a list that is empty", values(["name", "Orders"]), ["permissions"]],
  [
    "a text that was empty",
    values(["name", "Orders"], ["permissions[]", "a"], ["permissions[]", "b"], ["note", "n"]),
    ["note"],
  ],
])("%s", (_what, now, names) => expect(differingNames(orders, now)).toEqual(names));

test("values do not run into each other", () => {
  expect(differingNames(values(["a[]", "x,y"]), values(["a[]", "x"], ["a[]", "y"]))).toEqual(["a"]);
});
