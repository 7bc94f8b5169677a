import { describe, expect, test } from "vitest";
import { fieldErrors, idInput } from "../input";
import { createTokenInput, tokenList, updateTokenDetailsInput, updateTokenPermissionsInput } from "./schema";

const ID = "01935a00-0000-7000-8000-000000000000";
const ACTIVATION = "2026-01-01T00:00:00Z";
const minimal = { supplierId: ID, name: "Orders", seesAllNumbers: "true" };

type Fields = Record<string, unknown>;

/** The fields that a token's creation refuses. */
function refused(fields: Fields): string[] {
  const { error } = createTokenInput.safeParse({ ...minimal, ...fields });
  return error ? Object.keys(fieldErrors(error)) : [];
}

test("a supplier, a name and which numbers are enough; a new token may do nothing", () => {
  expect(createTokenInput.parse(minimal)).toEqual({
    supplierId: ID,
    name: "Orders",
    note: null,
    activatesAt: null,
    expiresAt: null,
    allowedIps: [],
    rateLimitPerMinute: 600,
    permissions: [],
    seesAllNumbers: true,
    numberIds: [],
    masksContacts: false,
    copiesCallbacks: false,
  });
});

test("what was not asked for is left out", () => {
  const parsed = createTokenInput.parse({ ...minimal, secretHash: "x", deletedAt: "x", createdBy: ID });
  expect(Object.keys(parsed)).not.toEqual(expect.arrayContaining(["secretHash"]));
  expect(parsed).not.toHaveProperty("deletedAt");
  expect(parsed).not.toHaveProperty("createdBy");
});

describe("a field that is wrong is named", () => {
  test.each<[string, Fields]>([
    ["supplierId", { supplierId: "" }],
    ["supplierId", { supplierId: "1" }],
    ["name", { name: undefined }],
    ["name", { name: " \t " }],
    ["name", { name: "x".repeat(256) }],
    ["note", { note: "x".repeat(2001) }],
    ["activatesAt", { activatesAt: "2026-01-01" }],
    ["activatesAt", { activatesAt: "2026-01-01T00:00:00" }],
    ["activatesAt", { activatesAt: "1999-12-31T23:59:59Z" }],
    ["expiresAt", { expiresAt: "2026-02-30T00:00:00Z" }],
    ["expiresAt", { activatesAt: "2026-01-01T00:00:00Z", expiresAt: "2026-01-01T00:00:00Z" }],
    ["expiresAt", { activatesAt: "2026-01-01T00:00:00Z", expiresAt: "2026-01-01T00:30:00+01:00" }],
    ["allowedIps", { allowedIps: "203.0.113.0/33" }],
    ["allowedIps", { allowedIps: "203.0.113.7, shop.example" }],
    ["allowedIps", { allowedIps: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`).join("\n") }],
    ["allowedIps", { allowedIps: "10" }],
    ["allowedIps", { allowedIps: "192.168" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "0" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "100001" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "1.5" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "1e3" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "-1" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: "many" }],
    ["rateLimitPerMinute", { rateLimitPerMinute: 0.5 }],
    ["duplicatedFrom", { duplicatedFrom: "1" }],
    ["permissions.0", { permissions: ["admin"] }],
    ["seesAllNumbers", { seesAllNumbers: "some" }],
    ["seesAllNumbers", { seesAllNumbers: undefined }],
    ["numberIds", { seesAllNumbers: "false" }],
    ["numberIds.0", { seesAllNumbers: "false", numberIds: ["1"] }],
  ])("%s: %j", (field, fields) => expect(refused(fields)).toEqual([field]));
});

describe("a field that is right is read", () => {
  test("dates of any offset, the expiration a moment after the activation", () => {
    const dates = { activatesAt: "2026-01-01T01:00:00+01:00", expiresAt: "2026-01-01T00:00:00.001Z" };
    expect(createTokenInput.parse({ ...minimal, ...dates })).toMatchObject({
      activatesAt: new Date("2026-01-01T00:00:00Z"),
      expiresAt: new Date("2026-01-01T00:00:00.001Z"),
    });
  });

  test("addresses by lines, commas and spaces, each once", () => {
    const allowedIps = " 203.0.113.7\r\n203.0.113.7/32,2001:DB8::/32\n\n 10.0.0.0/8 ";
    expect(createTokenInput.parse({ ...minimal, allowedIps }).allowedIps).toEqual([
      "203.0.113.7/32",
      "2001:db8::/32",
      "10.0.0.0/8",
    ]);
  });

  test("a name of 255 characters, trimmed, without what PostgreSQL cannot hold", () => {
    expect(createTokenInput.parse({ ...minimal, name: ` ${"x".repeat(255)} ` }).name).toHaveLength(255);
    expect(createTokenInput.parse({ ...minimal, name: "ab\ud800" }).name).toBe("ab\ufffd");
  });

  test.each<[unknown, number]>([
    ["1", 1],
    [" 100000 ", 100_000],
    [250, 250],
  ])("a rate limit of %j", (rateLimitPerMinute, limit) => {
    expect(createTokenInput.parse({ ...minimal, rateLimitPerMinute }).rateLimitPerMinute).toBe(limit);
  });

  test("switches, and lists without repetitions", () => {
    const parsed = createTokenInput.parse({
      ...minimal,
      masksContacts: "on",
      permissions: ["data:export", "data:export"],
      numberIds: [ID, ID],
    });
    expect(parsed).toMatchObject({ masksContacts: true, permissions: ["data:export"], numberIds: [ID] });
  });
});

test("a change needs an id", () => {
  for (const schema of [updateTokenDetailsInput, updateTokenPermissionsInput, idInput])
    expect(
      fieldErrors(schema.safeParse({ ...minimal, activatesAt: ACTIVATION, id: "1" }).error ?? never()),
    ).toEqual({
      id: expect.any(String),
    });
});

function never(): never {
  throw new Error("It was not refused.");
}

test("a change of details and one of rights do not reach each other's fields", () => {
  const all = { ...minimal, id: ID, activatesAt: ACTIVATION, permissions: ["data:export"], note: "n" };
  expect(updateTokenDetailsInput.parse(all)).not.toHaveProperty("permissions");
  expect(updateTokenPermissionsInput.parse(all)).not.toHaveProperty("note");
});

test("the table's URL knows its filters only", () => {
  const { filters, sort } = tokenList.parse({
    state: ["paused", "root"],
    supplier: ["x", ID],
    sort: "secretHash",
  });
  expect(filters).toEqual({ state: ["paused"], supplier: [ID], permission: [], expires: [], used: [] });
  expect(sort).toEqual({ id: "createdAt", desc: true });
});
