import { expect, test } from "vitest";
import { groupsFromClaims, roleFromGroups } from "./role";

const roleGroups = { admin: ["a"], manager: ["m"] };

test.each([
  [["x", "m", "a"], "admin"],
  [["m"], "manager"],
  [["x"], null],
  [[], null],
])("groups %j give the role %s", (groups, role) => expect(roleFromGroups(groups, roleGroups)).toBe(role));

test.each([
  [{ groups: ["a", 1, "b"] }, "groups", ["a", "b"]],
  [{ hd: "example.com" }, "hd", ["example.com"]],
  [{ custom_attributes: { groups: ["a"] } }, "custom_attributes.groups", ["a"]],
  [{ "https://example.com/groups": ["a"] }, "https://example.com/groups", ["a"]],
  [{}, "groups", []],
  [{ groups: { a: true } }, "groups", []],
])("%j holds under %s the groups %j", (claims, claim, groups) =>
  expect(groupsFromClaims(claims, claim)).toEqual(groups),
);
