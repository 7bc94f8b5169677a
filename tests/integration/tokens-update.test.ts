import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { suppliers } from "@/db/schema/suppliers";
import { createToken, updateTokenDetails, updateTokenPermissions } from "@/lib/api-tokens/commands";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { getToken } from "@/lib/api-tokens/queries";
import {
  createTokenInput,
  updateTokenDetailsInput,
  updateTokenPermissionsInput,
} from "@/lib/api-tokens/schema";
import { listChanges } from "@/lib/audit/queries";
import type { Context } from "@/lib/context";
import {
  type AdminWorld,
  addSupplier,
  auditOf,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addNumber } from "../support/api-data";

const ACTIVATION = "2026-01-01T00:00:00.000Z";
const NUMBERS = 6;

let world: AdminWorld;
let supplierId: string;
let numberIds: string[];
let tokenId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  supplierId = await addSupplier(world.db, "Acme");
  numberIds = [];
  for (let i = 0; i < NUMBERS; i++) numberIds.push(await addNumber(world.db, `+3906${i}`));
});

afterAll(() => world.close());

beforeEach(async () => {
  const fields = { supplierId, name: "Orders", activatesAt: ACTIVATION, seesAllNumbers: "true" };
  const input = createTokenInput.parse(fields);
  tokenId = (await createToken(world.admin, input)).id;
});

type Changes = Record<string, unknown>;

function saveDetails(changes: Changes = {}, ctx: Context = world.admin) {
  const fields = { id: tokenId, supplierId, name: "Orders", activatesAt: ACTIVATION, ...changes };
  return updateTokenDetails(ctx, updateTokenDetailsInput.parse(fields));
}

function savePermissions(changes: Changes = {}, ctx: Context = world.admin) {
  return updateTokenPermissions(
    ctx,
    updateTokenPermissionsInput.parse({ id: tokenId, seesAllNumbers: "true", ...changes }),
  );
}

const lastChange = async () => (await auditOf(world.db, tokenId)).at(-1);
const storedToken = () => world.db.select().from(apiTokens).where(eq(apiTokens.id, tokenId));

describe("details", () => {
  test("are changed, and the audit row holds the changed fields only", async () => {
    const other = await addSupplier(world.db, "Other");
    await saveDetails({ name: "Invoices", supplierId: other, allowedIps: "203.0.113.0/24" });
    expect(await getToken(world.admin, tokenId)).toMatchObject({
      name: "Invoices",
      supplierName: "Other",
      allowedIps: ["203.0.113.0/24"],
      activatesAt: new Date(ACTIVATION),
    });
    expect(await lastChange()).toMatchObject({
      action: "api_token.details_changed",
      actorLabel: "admin@example.com",
      targetLabel: "Invoices",
    });
    const [change] = await listChanges(world.manager, { type: "api_token", id: tokenId, limit: 1 });
    expect(change?.changes).toEqual([
      { label: "Name", kind: "value", before: "Orders", after: "Invoices" },
      { label: "Supplier", kind: "value", before: "Acme", after: "Other" },
      { label: "Allowed addresses", kind: "list", added: ["203.0.113.0/24"], removed: [] },
    ]);
    expect(await lastChange()).toMatchObject({
      before: { name: "Orders", supplierId, allowedIps: [] },
      after: { name: "Invoices", supplierId: other, allowedIps: ["203.0.113.0/24"] },
    });
  });

  test("dates are audited as instants, and an emptied one as null", async () => {
    await saveDetails({ expiresAt: "2090-06-01T12:00:00+02:00" });
    expect(await lastChange()).toMatchObject({
      before: { expiresAt: null },
      after: { expiresAt: "2090-06-01T10:00:00.000Z" },
    });
    await saveDetails();
    expect((await lastChange())?.after).toEqual({ expiresAt: null });
    expect((await getToken(world.admin, tokenId)).expiresAt).toBeNull();
  });

  test("leave rights and secrets as they are", async () => {
    const [before] = await storedToken();
    await saveDetails({ name: "Renamed", note: "n" });
    const [after] = await storedToken();
    expect(after).toEqual({ ...before, name: "Renamed", note: "n", updatedAt: after?.updatedAt });
    expect(after?.updatedAt.getTime()).toBeGreaterThan(before?.updatedAt.getTime() ?? 0);
  });

  test.each([
    ["no activation", { activatesAt: undefined }, "activatesAt"],
    ["an expiration before the activation", { expiresAt: "2025-12-31T00:00:00Z" }, "expiresAt"],
    ["an expiration at the activation", { expiresAt: ACTIVATION }, "expiresAt"],
  ])("with %s are refused at the field", (_what, dates, field) => {
    const fields = { id: tokenId, supplierId, name: "Orders", activatesAt: ACTIVATION, ...dates };
    expect(updateTokenDetailsInput.safeParse(fields).error?.issues.map(({ path }) => path)).toEqual([
      [field],
    ]);
  });

  test("a supplier that is archived meanwhile is kept, but cannot be chosen", async () => {
    const own = await addSupplier(world.db, "Closing");
    await saveDetails({ supplierId: own });
    await world.db.update(suppliers).set({ archivedAt: new Date() }).where(eq(suppliers.id, own));
    await saveDetails({ supplierId: own, name: "Still there" });
    await saveDetails();
    for (const id of [own, UNKNOWN_ID])
      expect(await refusalOf(saveDetails({ supplierId: id }))).toEqual({
        code: "invalid_input",
        fields: ["supplierId"],
      });
  });
});

describe("permissions", () => {
  test("are changed with the numbers, and the audit row holds the changed fields only", async () => {
    const chosen = [numberIds[1] ?? "", numberIds[0] ?? ""];
    await savePermissions({ permissions: ["data:export"], seesAllNumbers: "false", numberIds: chosen });
    expect(await getToken(world.admin, tokenId)).toMatchObject({
      permissions: ["data:export"],
      seesAllNumbers: false,
      masksContacts: false,
      numberIds: numberIds.slice(0, 2),
    });
    const change = await lastChange();
    expect(change?.action).toBe("api_token.permissions_changed");
    expect(change?.before).toEqual({ permissions: [], seesAllNumbers: true, numberIds: [] });
    expect(change?.after).toEqual({
      permissions: ["data:export"],
      seesAllNumbers: false,
      numberIds: numberIds.slice(0, 2),
    });
  });

  test("numbers are replaced, and none are kept when all are seen", async () => {
    await savePermissions({ seesAllNumbers: "false", numberIds: numberIds.slice(0, 3) });
    await savePermissions({ seesAllNumbers: "false", numberIds: numberIds.slice(2, 4) });
    expect((await getToken(world.admin, tokenId)).numberIds).toEqual(numberIds.slice(2, 4));
    await savePermissions({ masksContacts: "on" });
    expect(await getToken(world.admin, tokenId)).toMatchObject({ seesAllNumbers: true, numberIds: [] });
    expect((await lastChange())?.after).toEqual({
      seesAllNumbers: true,
      masksContacts: true,
      numberIds: [],
    });
  });

  test("an unknown number is refused and the old ones stay", async () => {
    await savePermissions({ seesAllNumbers: "false", numberIds: numberIds.slice(0, 1) });
    const change = { seesAllNumbers: "false", numberIds: [numberIds[2], UNKNOWN_ID], masksContacts: "on" };
    expect(await refusalOf(savePermissions(change))).toEqual({
      code: "invalid_input",
      fields: ["numberIds"],
    });
    expect(await getToken(world.admin, tokenId)).toMatchObject({
      masksContacts: false,
      numberIds: numberIds.slice(0, 1),
    });
    expect(await auditOf(world.db, tokenId)).toHaveLength(2);
  });
});

describe.each([
  ["details", saveDetails],
  ["permissions", savePermissions],
])("%s", (_name, save) => {
  test("are not a manager's to change", async () => {
    expect(await refusalOf(save({}, world.manager))).toEqual({ code: "forbidden", fields: [] });
    expect(await refusalOf(save({ id: UNKNOWN_ID }, world.manager))).toMatchObject({ code: "forbidden" });
    expect(await auditOf(world.db, tokenId)).toHaveLength(1);
  });

  test("of an unknown or deleted token are not found", async () => {
    expect(await refusalOf(save({ id: UNKNOWN_ID }))).toEqual({ code: "not_found", fields: [] });
    await deleteTokens(world.admin, { ids: [tokenId] });
    expect(await refusalOf(save())).toEqual({ code: "not_found", fields: [] });
    expect(await auditOf(world.db, tokenId)).toHaveLength(2);
  });
});

describe("at the same time", () => {
  test("changes of rights follow each other: each sees the one before whole", async () => {
    const saves = Array.from({ length: 12 }, (_, i) =>
      savePermissions({
        seesAllNumbers: "false",
        numberIds: numberIds.filter((_id, bit) => ((i + 1) >> bit) & 1),
        permissions: i % 2 === 0 ? ["data:export"] : ["locations:read"],
      }),
    );
    await Promise.all(saves);
    const changes = (await auditOf(world.db, tokenId)).slice(1);
    expect(changes).toHaveLength(12);
    let state: Record<string, unknown> = { permissions: [], seesAllNumbers: true, numberIds: [] };
    for (const { before, after } of changes) {
      expect(state).toMatchObject(before ?? {});
      state = { ...state, ...after };
    }
    expect(await getToken(world.admin, tokenId)).toMatchObject(state);
  });

  test("details and rights do not undo each other, and a deletion is final", async () => {
    await Promise.all([
      saveDetails({ name: "Both" }),
      savePermissions({ permissions: ["data:export"] }),
      saveDetails({ name: "Both", note: "Also this." }),
    ]);
    expect(await getToken(world.admin, tokenId)).toMatchObject({
      name: "Both",
      permissions: ["data:export"],
    });
    const [, ...late] = await Promise.allSettled([
      deleteTokens(world.admin, { ids: [tokenId] }),
      saveDetails({ name: "Late" }),
      savePermissions(),
    ]);
    const saved = late.filter(({ status }) => status === "fulfilled").length;
    const actions = (await auditOf(world.db, tokenId)).slice(4).map(({ action }) => action);
    expect(actions).toHaveLength(saved + 1);
    expect(actions.at(-1)).toBe("api_token.deleted");
  });
});
