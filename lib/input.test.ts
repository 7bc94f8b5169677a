import { expect, test } from "vitest";
import { z } from "zod";
import { fieldErrors, instantInQuery } from "./input";

test.each(["constructor", "toString", "__proto__", "page"])("an unknown parameter %s is named", (name) => {
  const input = JSON.parse(`{"${name}":"1"}`);
  const { error } = z.strictObject({}).safeParse(input);
  expect(error && Object.entries(fieldErrors(error))).toEqual([[name, "There is no such parameter."]]);
});

test("a time whose + came as a space is told how to write it", () => {
  expect(instantInQuery.safeParse("2026-11-01T00:00:00 01:00").error?.issues[0]?.message).toContain("%2B");
  expect(instantInQuery.parse("2026-11-01T00:00:00+01:00")).toEqual(new Date("2026-10-31T23:00:00Z"));
  expect(instantInQuery.parse(undefined)).toBeNull();
});
