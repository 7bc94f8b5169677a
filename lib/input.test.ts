import { expect, test } from "vitest";
import { z } from "zod";
import { fieldErrors } from "./input";

test.each(["constructor", "toString", "__proto__", "page"])("an unknown parameter %s is named", (name) => {
  const input = JSON.parse(`{"${name}":"1"}`);
  const { error } = z.strictObject({}).safeParse(input);
  expect(error && Object.entries(fieldErrors(error))).toEqual([[name, "There is no such parameter."]]);
});
