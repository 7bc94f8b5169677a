import { describe, expect, test } from "vitest";
import { changeText } from "./change-text";
import { fieldChanges } from "./changes";

const names = new Map([
  ["s1", "Meridian Srl"],
  ["n1", "Rome office"],
]);

/** The one change of one field, as a line in UTC. */
function line(field: string, before: unknown, after: unknown): string {
  const [change] = fieldChanges({ [field]: before }, { [field]: after }, names);
  if (!change) throw new Error("Nothing changed.");
  return changeText(change, "UTC");
}

describe("one field", () => {
  test.each([
    ["name", "Orders", "Invoices", "Name: Orders → Invoices"],
    ["note", null, "Call first", "Note: none → Call first"],
    ["supplierId", "gone", "s1", "Supplier: gone → Meridian Srl"],
    ["expiresAt", null, "2026-12-01T08:00:00.000Z", "Expiration: never → 1 Dec 2026, 08:00 UTC"],
    [
      "permissions",
      ["conversations:read"],
      ["data:export"],
      "Permissions: + Data export, − Read conversations",
    ],
    ["permissions", [], ["future:right"], "Permissions: + future:right"],
    ["numberIds", ["n1"], [], "Managed numbers: − Rome office"],
    ["allowedIps", [], ["203.0.113.0/24"], "Allowed addresses: + 203.0.113.0/24"],
    ["seesAllNumbers", true, false, "Sees: all managed numbers → chosen managed numbers"],
    ["masksContacts", false, true, "Contact data: clear → masked"],
    ["cancelledDeliveries", 3, 10_001, "Deliveries cancelled: 3 → more than 10,000"],
    ["isUrgent", false, true, "Is urgent: no → yes"],
    ["rate_limit", 60, 600, "Rate limit: 60 → 600"],
    ["nested", { a: 1 }, { a: 2 }, 'Nested: {"a":1} → {"a":2}'],
    [
      "message.received",
      { url: "", enabled: false },
      { url: "https://a.example/in", enabled: true },
      "Incoming message: none → https://a.example/in",
    ],
    [
      "conversation.created",
      { url: "https://a.example/in", enabled: true },
      { url: "https://a.example/in", enabled: false },
      "New conversation: https://a.example/in → https://a.example/in (off)",
    ],
  ])("%s from %j to %j", (field, before, after, expected) => {
    expect(line(field, before, after)).toBe(expected);
  });

  test("a list in another order is shown whole", () => {
    expect(line("allowedIps", ["a", "b"], ["b", "a"])).toBe("Allowed addresses: a, b → b, a");
  });

  test("a name that every object has is a field like any other", () => {
    expect(line("constructor", "a", "b")).toBe("Constructor: a → b");
  });
});

describe("what is summed up", () => {
  const sumOf = (after: Record<string, unknown>) => fieldChanges(null, after, names)[0];

  test("are filters, in words and as they were recorded", () => {
    const search = "?q=50%25&state=active&state=paused&supplier=s1&from=2026-03-01T00%3A00%3A00Z&format=csv";
    expect(sumOf({ filters: search })).toEqual({
      label: "Filters",
      kind: "value",
      before: null,
      after: "search “50%”; state Active, Paused; supplier Meridian Srl; from 1 Mar 2026, 00:00 UTC; as CSV",
      recorded: search,
    });
  });

  test.each([
    ["?expires=30&used=never", "expires within 30 days; used never"],
    [
      "?status=refused&route=none&code=rate_limited",
      "status Refused; route no such route; code Too many requests in a minute, or exports at a time",
    ],
    [
      "?kind=downloads&role=admin&event=message.received",
      "kind Downloads; role Admin; event Incoming message",
    ],
    [
      "?supplier=gone&from=soon&shape=round&constructor=x",
      "supplier gone; from soon; shape round; constructor x",
    ],
  ])("are the filters of any list: %s", (search, words) => {
    expect(sumOf({ filters: search })).toMatchObject({ after: words });
  });

  test("are deliveries, by their number", () => {
    expect(sumOf({ deliveryIds: ["d1", "d2"] })).toMatchObject({ after: "2", recorded: "d1\nd2" });
  });

  test("and hides secrets on both sides", () => {
    const search = "?q=wtp_0123456789abcdef0123456789abcdef012345";
    expect(JSON.stringify(sumOf({ filters: search }))).not.toContain("0123456789abcdef");
  });

  test("is nothing where nothing was filtered", () => {
    expect(fieldChanges(null, { filters: "" }, names)).toEqual([]);
  });
});

describe("a creation", () => {
  test("shows what was set, and nothing that was left empty", () => {
    const after = {
      name: "Orders",
      note: null,
      numberIds: [],
      permissions: ["data:export"],
      expiresAt: null,
    };
    expect(fieldChanges(null, after, names).map((change) => changeText(change, "UTC"))).toEqual([
      "Name: Orders",
      "Permissions: Data export",
    ]);
  });

  test("of which nothing was recorded shows nothing", () => {
    expect(fieldChanges(null, null, names)).toEqual([]);
  });
});

describe("secrets", () => {
  test.each([
    ["secret", "wtp_0123456789abcdef0123456789abcdef012345"],
    ["signingSecret", ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]],
    ["secretHash", "5e884898da28047151d0e56f8dc6292773603d0d"],
    ["note", "the secret is wtp_0123456789abcdef0123456789abcdef012345"],
    ["anything", { inside: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }],
  ])("recorded in %s are not shown", (field, value) => {
    const text = JSON.stringify(fieldChanges({ [field]: null }, { [field]: value }, names));
    expect(text).not.toMatch(/0123456789abcdef|MfKQ9r8G|5e884898/);
  });

  test("the last characters by which a secret is known are", () => {
    expect(line("secretHint", "a8Kq", "0Zt1")).toBe("Secret ends in: a8Kq → 0Zt1");
  });
});
