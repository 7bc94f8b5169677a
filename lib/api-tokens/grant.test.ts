import { expect, test } from "vitest";
import { type Grant, stillCovers } from "./grant";

const grant: Grant = {
  tokenId: "token",
  permissions: ["data:export", "locations:read"],
  numberIds: ["a", "b"],
  masksContacts: false,
};
const all: Grant = { ...grant, numberIds: null };

test.each<[what: string, now: Grant, before: Grant]>([
  ["the same", grant, grant],
  [
    "in another order",
    { ...grant, permissions: ["locations:read", "data:export"], numberIds: ["b", "a"] },
    grant,
  ],
  ["further permissions", { ...grant, permissions: [...grant.permissions, "conversations:read"] }, grant],
  ["all numbers in place of some", all, grant],
  ["contacts clear in place of masked", grant, { ...grant, masksContacts: true }],
])("%s covers what there was", (_what, now, before) => expect(stillCovers(now, before)).toBe(true));

test.each<[what: string, now: Grant, before: Grant]>([
  ["a permission less", { ...grant, permissions: ["data:export"] }, grant],
  ["a number less", { ...grant, numberIds: ["a"] }, grant],
  ["some numbers in place of all", grant, all],
  ["contacts masked in place of clear", { ...grant, masksContacts: true }, grant],
])("%s does not", (_what, now, before) => expect(stillCovers(now, before)).toBe(false));
