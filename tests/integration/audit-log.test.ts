import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditLog } from "@/db/schema/audit-log";
import { createToken, updateTokenPermissions } from "@/lib/api-tokens/commands";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { createTokenInput, updateTokenPermissionsInput } from "@/lib/api-tokens/schema";
import { changeText } from "@/lib/audit/change-text";
import { findAuditRow, listAuditLog, listAuditPeople } from "@/lib/audit/queries";
import { auditLogList } from "@/lib/audit/schema";
import { eachRow } from "@/lib/table/keyset";
import type { KeysetQuery } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";
import { type AdminWorld, addSupplier, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addNumber, addToken } from "../support/api-data";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-03-01T00:00:00Z");

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(() => world.db.delete(auditLog));

type NewRow = Partial<typeof auditLog.$inferInsert>;

/** Stores a row of that many hours after the start; its id is of the same time. */
async function addRow(hours: number, values: NewRow = {}): Promise<string> {
  const msecs = START + hours * HOUR_MS;
  const id = uuidv7({ msecs });
  await world.db.insert(auditLog).values({
    id,
    occurredAt: new Date(msecs),
    actorType: "user",
    actorLabel: "somebody@example.com",
    action: "supplier.created",
    targetType: "supplier",
    ...values,
  });
  return id;
}

const page = (params: SearchParams = {}) => listAuditLog(world.manager, auditLogList.parse(params));
const idsOf = async (params: SearchParams) => (await page(params)).rows.map(({ id }) => id);
const actorId = ({ actor }: AdminWorld["admin"]) => (actor.type === "user" ? actor.id : "");

describe("filters", () => {
  test("person: by id, and by e-mail where a row has no id", async () => {
    const own = await addRow(1, { actorId: actorId(world.admin), actorLabel: "old@example.com" });
    const early = await addRow(2, { actorLabel: "admin@example.com" });
    await addRow(3, { actorId: uuidv7(), actorLabel: "admin@example.com" });
    await addRow(4, { actorType: "system", actorLabel: "admin@example.com" });
    await addRow(5, { actorId: actorId(world.manager) });
    expect(await idsOf({ person: actorId(world.admin) })).toEqual([early, own]);
    expect(await idsOf({ person: [actorId(world.admin), actorId(world.manager)] })).toHaveLength(3);
    expect(await idsOf({ person: UNKNOWN_ID })).toEqual([]);
  });

  test("kind: every action of the group", async () => {
    const paused = await addRow(1, { action: "api_token.paused", targetType: "api_token" });
    const callbacks = await addRow(2, { action: "api_token.callbacks_changed", targetType: "api_token" });
    const downloaded = await addRow(3, { action: "suppliers.downloaded" });
    expect(await idsOf({ kind: "tokens" })).toEqual([paused]);
    expect(await idsOf({ kind: "callbacks" })).toEqual([callbacks]);
    expect(await idsOf({ kind: ["callbacks", "downloads"] })).toEqual([downloaded, callbacks]);
    expect(await idsOf({ kind: "users" })).toEqual([]);
  });

  test("search: the label of what was changed, wildcards taken literally", async () => {
    const id = await addRow(1, { targetLabel: "Orders 100% sync" });
    await addRow(2, { targetLabel: "Orders 100 sync" });
    await addRow(3, { targetLabel: null });
    expect(await idsOf({ q: "100% S" })).toEqual([id]);
    expect(await idsOf({ q: "_" })).toEqual([]);
  });

  test("time: from its first moment up to, not with, its last", async () => {
    const ids: string[] = [];
    for (const hours of [0, 24, 48, 72]) ids.push(await addRow(hours));
    const at = (hours: number) => new Date(START + hours * HOUR_MS).toISOString();
    expect(await idsOf({ from: at(24) })).toEqual([ids[3], ids[2], ids[1]]);
    expect(await idsOf({ to: at(48) })).toEqual([ids[1], ids[0]]);
    expect(await idsOf({ from: at(24), to: at(48) })).toEqual([ids[1]]);
    expect(await idsOf({ from: at(48), to: at(24) })).toEqual([]);
    expect(await idsOf({ from: "nonsense" })).toHaveLength(4);
    expect(await idsOf({ from: "2000-01-01T00:00:00Z", to: "9998-12-31T00:00:00Z" })).toHaveLength(4);
  });

  test("time: a row whose id was made by a clock that is hours off is found by its own time", async () => {
    const id = uuidv7({ msecs: START + 12 * HOUR_MS });
    await addRow(24, { id });
    const from = new Date(START + 23 * HOUR_MS).toISOString();
    expect(await idsOf({ from, to: new Date(START + 25 * HOUR_MS).toISOString() })).toEqual([id]);
  });

  test("hold together", async () => {
    const id = await addRow(1, { actorId: actorId(world.admin), targetLabel: "Acme" });
    await addRow(2, { actorId: actorId(world.admin), targetLabel: "Other" });
    await addRow(3, { targetLabel: "Acme" });
    expect(await idsOf({ q: "acme", person: actorId(world.admin), kind: "suppliers" })).toEqual([id]);
  });
});

test("a download's filters are called by their names; what is gone keeps its id", async () => {
  const supplierId = await addSupplier(world.db, "Meridian Srl");
  const { id: tokenId } = await addToken(world.db, { name: "Orders" });
  const filters = `?token=${tokenId}&supplier=${supplierId}&supplier=${UNKNOWN_ID}`;
  await addRow(1, { action: "deliveries.downloaded", targetType: "delivery", after: { filters } });
  const person = actorId(world.manager);
  await addRow(2, { action: "audit_log.downloaded", after: { filters: `?person=${person}` } });
  const words = (await page()).rows.map(({ changes }) => changes.map((change) => changeText(change, "UTC")));
  const [manager] = (await listAuditPeople(world.manager)).filter(({ id }) => id === person);
  expect(words).toEqual([
    [`Filters: person ${manager?.name}`],
    [`Filters: token Orders; supplier Meridian Srl, ${UNKNOWN_ID}`],
  ]);
});

describe("paging", () => {
  test.each(["10", "25", "100"])(
    "with %s rows a page misses and repeats nothing, both ways",
    async (size) => {
      const added: string[] = [];
      // Ids of one millisecond too.
      for (let i = 0; i < 47; i++) added.unshift(await addRow(Math.floor(i / 5), { targetLabel: `No ${i}` }));
      const newestFirst = added.toSorted().reverse();
      const older = [await page({ size })];
      for (let after = older[0]?.after; after; after = older.at(-1)?.after)
        older.push(await page({ size, after }));
      expect(older.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(newestFirst);
      const newer = [];
      for (let before = older.at(-1)?.before; before; before = newer.at(-1)?.before)
        newer.push(await page({ size, before }));
      expect(newer.reverse().map(({ rows }) => rows)).toEqual(older.slice(0, -1).map(({ rows }) => rows));
    },
  );

  test("within filters, rows that come in meanwhile shift nothing", async () => {
    for (let i = 0; i < 24; i++) await addRow(i, { action: i % 3 ? "user.disabled" : "supplier.created" });
    const users = (params: SearchParams = {}) => page({ kind: "users", size: "10", ...params });
    const first = await users();
    const late = await addRow(90, { action: "user.enabled" });
    await addRow(91);
    const second = await users({ after: first.after ?? "" });
    expect([first.rows.length, second.rows.length, second.after]).toEqual([10, 6, null]);
    const back = await users({ before: second.before ?? "" });
    expect(back.rows).toEqual(first.rows);
    const newest = await users({ before: back.before ?? "" });
    expect(newest).toMatchObject({ rows: [{ id: late }], before: null });
  });

  test("an export reads every row once, page after page", async () => {
    for (let i = 0; i < 25; i++) await addRow(i);
    const seen: string[] = [];
    const query = auditLogList.parse({});
    const read = (place: KeysetQuery) => listAuditLog(world.manager, { ...query, ...place });
    for await (const row of eachRow(read, { size: 4 })) {
      seen.push(row.id);
      if (seen.length === 10) await addRow(100);
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  test.each(["x", "bm9uc2Vuc2U", "A".repeat(500)])("the cursor %s is refused by its code", async (cursor) => {
    expect(await refusalOf(page({ after: cursor }))).toMatchObject({ code: "invalid_cursor" });
    expect(await refusalOf(page({ before: cursor }))).toMatchObject({ code: "invalid_cursor" });
  });
});

describe("a row", () => {
  test("names suppliers and numbers, and links what was changed to who did it from where", async () => {
    const supplierId = await addSupplier(world.db, "Acme");
    const numberId = await addNumber(world.db, "+39061");
    const token = await createToken(
      world.admin,
      createTokenInput.parse({ supplierId, name: "Orders", seesAllNumbers: "false", numberIds: [numberId] }),
    );
    await updateTokenPermissions(
      world.admin,
      updateTokenPermissionsInput.parse({
        id: token.id,
        seesAllNumbers: "true",
        permissions: ["data:export"],
      }),
    );
    const { rows } = await page();
    expect(rows[0]).toMatchObject({
      actorLabel: "admin@example.com",
      action: "api_token.permissions_changed",
      targetType: "api_token",
      targetId: token.id,
      targetLabel: "Orders",
      ip: world.admin.ip,
      requestId: world.admin.requestId,
    });
    expect(rows[0]?.changes).toEqual([
      { label: "Permissions", kind: "list", added: ["Data export"], removed: [] },
      { label: "Sees", kind: "value", before: "chosen managed numbers", after: "all managed numbers" },
      { label: "Managed numbers", kind: "list", added: [], removed: ["+39061"] },
    ]);
    expect(rows[1]?.changes).toContainEqual({
      label: "Supplier",
      kind: "value",
      before: null,
      after: "Acme",
    });
    expect(await findAuditRow(world.manager, rows[0]?.id ?? "")).toEqual(rows[0]);
  });

  test("never holds a secret", async () => {
    const supplierId = await addSupplier(world.db, "Acme");
    const token = await createToken(
      world.admin,
      createTokenInput.parse({ supplierId, name: "Orders", seesAllNumbers: "true" }),
    );
    await deleteTokens(world.admin, { ids: [token.id] });
    const text = JSON.stringify(await page());
    expect(text).toContain("Orders");
    expect(text).not.toContain(token.secret.slice(4, -4));
  });

  test("that is not there is null", async () => {
    expect(await findAuditRow(world.manager, UNKNOWN_ID)).toBeNull();
  });
});

test("the people to choose from are those who came in", async () => {
  expect((await listAuditPeople(world.manager)).map(({ email }) => email)).toEqual([
    "admin@example.com",
    "manager@example.com",
  ]);
});
