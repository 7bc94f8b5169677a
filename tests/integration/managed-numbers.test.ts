import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { managedNumbers } from "@/db/schema/conversations";
import { labelManagedNumber } from "@/lib/managed-numbers/commands";
import { listManagedNumbers } from "@/lib/managed-numbers/queries";
import { labelManagedNumberInput, managedNumberList } from "@/lib/managed-numbers/schema";
import { managedNumbersWorkbook } from "@/lib/managed-numbers/workbook";
import type { SearchParams } from "@/lib/table/list-params";
import {
  type AdminWorld,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addConversation, addNumber, addToken } from "../support/api-data";
import { readSheets, record } from "../support/sheets";

const LAST = new Date("2026-10-05T12:30:00Z");
const PHONES = { rome: "+390612345678", milan: "+390287654321", london: "+442079460321" };

let world: AdminWorld;
let ids: Record<keyof typeof PHONES, string>;

beforeAll(async () => {
  world = await openAdminWorld();
  const { db } = world;
  ids = {
    rome: await addNumber(db, PHONES.rome),
    milan: await addNumber(db, PHONES.milan),
    london: await addNumber(db, PHONES.london),
  };
  for (const [key, label] of [
    ["rome", "Rome 100%"],
    ["milan", "Milan"],
    ["london", "Zone_London"],
  ] as const)
    await db.update(managedNumbers).set({ label }).where(eq(managedNumbers.id, ids[key]));
  await addConversation(db, ids.rome, { lastMessageAt: new Date("2026-01-01T00:00:00Z") });
  await addConversation(db, ids.rome, { lastMessageAt: LAST });
  await addConversation(db, ids.rome, { lastMessageAt: new Date("2026-02-01T00:00:00Z") });
  await addConversation(db, ids.milan, { lastMessageAt: new Date("2026-02-01T00:00:00Z") });
  await addToken(db);
  await addToken(db, { numberIds: [ids.rome] });
  await addToken(db, { numberIds: [ids.rome, ids.milan] });
  await addToken(db, { numberIds: [ids.milan], pausedAt: new Date() });
  await addToken(db, { pausedAt: new Date() });
});

afterAll(() => world.close());

const list = (params: SearchParams = {}) =>
  listManagedNumbers(world.manager, managedNumberList.parse(params));
const labelsOf = async (params: SearchParams) => (await list(params)).rows.map(({ label }) => label);

describe("listManagedNumbers", () => {
  test("counts conversations and the usable tokens that see each number", async () => {
    const { rows, total } = await list();
    expect(total).toBe(3);
    expect(rows.map((row) => [row.label, row.conversations, row.lastMessageAt, row.usableTokens])).toEqual([
      ["Milan", 1, new Date("2026-02-01T00:00:00Z"), 2],
      ["Rome 100%", 3, LAST, 3],
      ["Zone_London", 0, null, 1],
    ]);
    expect(rows[1]).toMatchObject({
      id: ids.rome,
      phone: PHONES.rome,
      waPhoneNumberId: `wa${PHONES.rome}`,
      createdAt: expect.any(Date),
    });
  });

  test.each([
    ["label", ["Milan", "Rome 100%", "Zone_London"]],
    ["-label", ["Zone_London", "Rome 100%", "Milan"]],
    ["phone", ["Milan", "Rome 100%", "Zone_London"]],
    ["createdAt", ["Rome 100%", "Milan", "Zone_London"]],
    ["-createdAt", ["Zone_London", "Milan", "Rome 100%"]],
  ])("by %s", async (sort, labels) => {
    expect(await labelsOf({ sort })).toEqual(labels);
  });

  test.each([
    ["rome", ["Rome 100%"]],
    ["100%", ["Rome 100%"]],
    ["e_l", ["Zone_London"]],
    ["+39 06 123", ["Rome 100%"]],
    ["02 8765-4321", ["Milan"]],
    ["7946", ["Zone_London"]],
    ["wa+4420", ["Zone_London"]],
    ["%", ["Rome 100%"]],
    ["___", []],
  ])("%j finds %j", async (q, labels) => {
    expect(await labelsOf({ q })).toEqual(labels);
    expect((await list({ q })).total).toBe(labels.length);
  });

  test("a page beyond the last is empty", async () => {
    expect(await list({ page: "2", size: "10" })).toEqual({ rows: [], total: 3 });
  });
});

describe("labelManagedNumber", () => {
  const label = (input: Record<string, unknown>, context = world.admin) =>
    labelManagedNumber(context, labelManagedNumberInput.parse(input));

  test("changes the label, and the audit row has both", async () => {
    const id = await addNumber(world.db, "+3900001");
    await label({ id, label: "  Naples  " });
    expect(await labelsOf({ q: "Naples" })).toEqual(["Naples"]);
    expect(await auditOf(world.db, id)).toMatchObject([
      {
        action: "managed_number.labelled",
        actorLabel: "admin@example.com",
        targetType: "managed_number",
        targetLabel: "Naples",
        before: { label: "+3900001" },
        after: { label: "Naples" },
      },
    ]);
    await label({ id, label: "Naples" });
    expect(await auditOf(world.db, id)).toHaveLength(1);
    await world.db.delete(managedNumbers).where(eq(managedNumbers.id, id));
  });

  describe("by two who saw the same", () => {
    const seenOf = async (id: string) => (await list()).rows.find((row) => row.id === id)?.version;
    let id: string;
    let version: string | undefined;

    beforeEach(async () => {
      id = await addNumber(world.db, "+3900002");
      version = await seenOf(id);
    });

    afterEach(() => world.db.delete(managedNumbers).where(eq(managedNumbers.id, id)));

    test("tells the second, and nothing of it is kept", async () => {
      await label({ id, label: "First", version });
      expect(await refusalOf(label({ id, label: "Second", version }))).toEqual({
        code: "conflict",
        fields: [],
      });
      expect(await labelsOf({ q: "+3900002" })).toEqual(["First"]);
      expect(await auditOf(world.db, id)).toHaveLength(1);
      await label({ id, label: "Second", version: await seenOf(id) });
      expect(await labelsOf({ q: "+3900002" })).toEqual(["Second"]);
    });

    test("at the same time tells one of them", async () => {
      const names = ["First", "Second", "Third"];
      const results = await Promise.allSettled(names.map((name) => label({ id, label: name, version })));
      const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
      expect(refused).toEqual(["conflict", "conflict"]);
    });

    test("is none when both write the same, and who has seen nothing overwrites", async () => {
      await label({ id, label: "First", version });
      await label({ id, label: "First", version });
      await label({ id, label: "Blind" });
      expect(await labelsOf({ q: "+3900002" })).toEqual(["Blind"]);
    });
  });

  test("is not a manager's to do", async () => {
    const before = await countAudit(world.db);
    const work = label({ id: ids.milan, label: "No" }, world.manager);
    expect(await refusalOf(work)).toMatchObject({ code: "forbidden" });
    expect(await labelsOf({ q: "Milan" })).toEqual(["Milan"]);
    expect(await countAudit(world.db)).toBe(before);
  });

  test("finds no unknown number", async () => {
    expect(await refusalOf(label({ id: UNKNOWN_ID, label: "A" }))).toMatchObject({ code: "not_found" });
  });

  test.each([
    ["id", { id: "no id", label: "A" }],
    ["label", { id: UNKNOWN_ID }],
    ["label", { id: UNKNOWN_ID, label: "  " }],
    ["label", { id: UNKNOWN_ID, label: "x".repeat(101) }],
  ])("a bad %s is named", (field, input) => {
    const { error } = labelManagedNumberInput.safeParse(input);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("the workbook", () => {
  const download = async (params: SearchParams = {}) => {
    const sheets = await readSheets(managedNumbersWorkbook(world.manager, managedNumberList.parse(params)));
    return sheets.get("Managed numbers") ?? [];
  };

  test("has a row per number, oldest first, with typed cells", async () => {
    const rows = await download({ sort: "-label", page: "9" });
    expect(rows.slice(1).map(([id]) => id)).toEqual([ids.rome, ids.milan, ids.london]);
    expect(record(rows, 1)).toEqual({
      "Managed number id": ids.rome,
      Label: "Rome 100%",
      Phone: PHONES.rome,
      "WhatsApp id": `wa${PHONES.rome}`,
      Conversations: 3,
      "Last message (UTC)": LAST,
      "Usable tokens that see it": 3,
      "Known since (UTC)": expect.any(Date),
    });
    expect(record(rows, 3)).toMatchObject({ Conversations: 0, "Last message (UTC)": null });
  });

  test("holds what the search shows", async () => {
    const rows = await download({ q: "London" });
    expect(rows.slice(1).map(([id]) => id)).toEqual([ids.london]);
  });
});
