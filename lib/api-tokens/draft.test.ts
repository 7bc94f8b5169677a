import { expect, test } from "vitest";
import { draftOf, emptyDraft } from "./draft";
import type { TokenDetails } from "./schema";

const ID = "01935a00-0000-7000-8000-000000000000";
const NOW = new Date("2026-11-24T10:20:30.400Z");

function token(changes: Partial<TokenDetails> = {}): TokenDetails {
  return {
    id: ID,
    name: "Orders",
    secretHint: "zzzz",
    supplierId: ID,
    supplierName: "Acme",
    state: "deleted",
    activatesAt: new Date("2026-01-01T00:00:00Z"),
    expiresAt: null,
    pausedAt: null,
    deletedAt: new Date("2026-02-01T00:00:00Z"),
    permissions: ["data:export"],
    seesAllNumbers: false,
    numberIds: [ID],
    numberLabels: ["Shop"],
    numberCount: 1,
    masksContacts: true,
    allowedIps: ["203.0.113.0/24"],
    rateLimitPerMinute: 60,
    note: "n",
    callbackCount: 0,
    failingCallbackCount: 0,
    callbackPauseWarning: null,
    callbackPausesAt: null,
    lastUsedAt: null,
    createdAt: new Date("2026-01-01T00:00:00Z"),
    createdByName: null,
    versions: { details: "", permissions: "" },
    ...changes,
  };
}

test("settings are taken over, identity, state and secret are not", () => {
  expect(draftOf(token(), NOW)).toEqual({
    supplierId: ID,
    name: "Copy of Orders",
    note: "n",
    activatesAt: null,
    expiresAt: null,
    allowedIps: ["203.0.113.0/24"],
    rateLimitPerMinute: 60,
    permissions: ["data:export"],
    seesAllNumbers: false,
    numberIds: [ID],
    masksContacts: true,
  });
});

test("it lives as long as the first was meant to, from the running minute", () => {
  const { activatesAt, expiresAt } = draftOf(token({ expiresAt: new Date("2026-01-31T00:00:00Z") }), NOW);
  expect(activatesAt).toBeNull();
  expect(expiresAt).toEqual(new Date("2026-12-24T10:20:00Z"));
});

test.each([
  ["a long name is cut", "x".repeat(255), `Copy of ${"x".repeat(247)}`],
  ["never inside a character", `${"x".repeat(246)}😀`, `Copy of ${"x".repeat(246)}`],
  ["nor at a space", `${"x".repeat(246)} y`, `Copy of ${"x".repeat(246)}`],
])("%s", (_what, name, copy) => expect(draftOf(token({ name }), NOW).name).toBe(copy));

test("a new token begins with little", () => {
  expect(emptyDraft(ID)).toMatchObject({ supplierId: ID, name: "", rateLimitPerMinute: 600 });
});
