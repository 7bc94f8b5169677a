import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { createToken, updateTokenDetails } from "@/lib/api-tokens/commands";
import { getToken } from "@/lib/api-tokens/queries";
import { createTokenInput, updateTokenDetailsInput } from "@/lib/api-tokens/schema";
import { archiveSupplier, restoreSupplier, updateSupplier } from "@/lib/suppliers/commands";
import { getArchiveImpact, getSupplier } from "@/lib/suppliers/queries";
import { archiveSupplierInput, updateSupplierInput } from "@/lib/suppliers/schema";
import {
  type AdminWorld,
  addSupplier,
  addTokenRows,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

let world: AdminWorld;
let count = 0;
let name: string;
let id: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  name = `Supplier ${++count}`;
  id = await addSupplier(world.db, name, { contactEmail: "it@old.example" });
});

const archive = (pausesTokens?: "true", context = world.admin) =>
  archiveSupplier(context, archiveSupplierInput.parse({ id, pausesTokens }));
const stateOf = async (tokenId = "") => (await getToken(world.manager, tokenId)).state;

describe("updateSupplier", () => {
  const update = (input: Record<string, unknown>, context = world.admin) =>
    updateSupplier(context, updateSupplierInput.parse({ id, name, ...input }));

  test("keeps what was given, and the audit row tells what changed", async () => {
    await update({ name: ` ${name} Srl `, note: "new" });
    expect(await getSupplier(world.manager, id)).toMatchObject({
      name: `${name} Srl`,
      contactEmail: null,
      note: "new",
      archivedAt: null,
    });
    expect(await auditOf(world.db, id)).toMatchObject([
      {
        action: "supplier.updated",
        actorLabel: "admin@example.com",
        targetType: "supplier",
        targetLabel: `${name} Srl`,
        before: { name, contactEmail: "it@old.example", note: null },
        after: { name: `${name} Srl`, contactEmail: null, note: "new" },
      },
    ]);
  });

  test("of what is there already leaves no trace", async () => {
    await update({ contactEmail: "it@old.example" });
    expect(await auditOf(world.db, id)).toEqual([]);
  });

  test("of two who saw the same the second is told, and nothing of it is kept", async () => {
    const { version } = await getSupplier(world.manager, id);
    const saved = await update({ note: "first", version });
    expect(saved).toEqual({
      changed: ["contactEmail", "note"],
      version: (await getSupplier(world.manager, id)).version,
    });
    expect(await refusalOf(update({ note: "second", version }))).toEqual({ code: "conflict", fields: [] });
    expect((await getSupplier(world.manager, id)).note).toBe("first");
    expect(await auditOf(world.db, id)).toHaveLength(1);
    expect((await update({ note: "second", version: saved.version })).changed).toEqual(["note"]);
  });

  test("neither its tokens nor its archiving disturb its editor", async () => {
    const { version } = await getSupplier(world.manager, id);
    await addTokenRows(world.db, [{ supplierId: id }]);
    await archive("true");
    expect((await update({ note: "still", version })).changed).toContain("note");
  });

  test("may change the case of its own name, but not take another's", async () => {
    await update({ name: name.toUpperCase() });
    await addSupplier(world.db, `Other ${name}`);
    const taken = update({ name: `OTHER ${name}` });
    expect(await refusalOf(taken)).toEqual({ code: "invalid_input", fields: ["name"] });
    expect((await getSupplier(world.admin, id)).name).toBe(name.toUpperCase());
  });

  test("is not a manager's to do", async () => {
    expect(await refusalOf(update({ note: "no" }, world.manager))).toEqual({ code: "forbidden", fields: [] });
    expect((await getSupplier(world.admin, id)).note).toBeNull();
    expect(await auditOf(world.db, id)).toEqual([]);
  });

  test("finds no unknown supplier", async () => {
    expect(await refusalOf(update({ id: UNKNOWN_ID }))).toEqual({ code: "not_found", fields: [] });
  });

  test.each([
    ["id", { id: "no id" }],
    ["name", { name: " " }],
    ["contactEmail", { contactEmail: "no address" }],
    ["note", { note: "x".repeat(2001) }],
  ])("a bad %s is named", (field, input) => {
    const { error } = updateSupplierInput.safeParse({ id, name, ...input });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("archiveSupplier", () => {
  const FIELDS = {
    active: {},
    expiring: { expiresAt: inDays(3) },
    scheduled: { activatesAt: inDays(3) },
    paused: { pausedAt: inDays(-3) },
    expired: { expiresAt: inDays(-3) },
    deleted: { deletedAt: inDays(-3) },
  };
  let tokens: Record<string, string>;

  beforeEach(async () => {
    const states = Object.entries(FIELDS);
    const ids = await addTokenRows(
      world.db,
      states.map(([state, fields]) => ({ supplierId: id, name: state, ...fields })),
    );
    tokens = Object.fromEntries(states.map(([state], i) => [state, ids[i] ?? ""]));
  });

  test("asked before, tells what would go on", async () => {
    expect(await getArchiveImpact(world.admin, { id })).toEqual({ usableTokens: 2, scheduledTokens: 1 });
    expect(await refusalOf(getArchiveImpact(world.admin, { id: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
  });

  test("leaves the tokens as they are unless told", async () => {
    const [before, audit] = [await world.db.select().from(apiTokens), await countAudit(world.db)];
    expect(await archive()).toEqual({ pausedTokens: 0 });
    expect(await world.db.select().from(apiTokens)).toEqual(before);
    expect(await countAudit(world.db)).toBe(audit + 1);
    expect((await getSupplier(world.manager, id)).archivedAt).toBeInstanceOf(Date);
    expect(await auditOf(world.db, id)).toMatchObject([
      {
        action: "supplier.archived",
        actorLabel: "admin@example.com",
        targetType: "supplier",
        targetLabel: name,
        after: { pausedTokens: 0 },
      },
    ]);
  });

  test("pauses its tokens that are or will be usable, each with its trace, and no other's", async () => {
    const other = await addSupplier(world.db, `Neighbour of ${name}`);
    const [neighbour] = await addTokenRows(world.db, [{ supplierId: other }]);
    const { pausedAt } = await getToken(world.admin, tokens.paused ?? "");
    expect(await archive("true")).toEqual({ pausedTokens: 3 });
    for (const state of ["active", "expiring", "scheduled"]) {
      expect(await stateOf(tokens[state])).toBe("paused");
      expect(await auditOf(world.db, tokens[state] ?? "")).toMatchObject([
        {
          action: "api_token.paused",
          actorLabel: "admin@example.com",
          targetType: "api_token",
          targetLabel: state,
        },
      ]);
    }
    for (const state of ["paused", "expired", "deleted"]) {
      expect(await stateOf(tokens[state])).toBe(state);
      expect(await auditOf(world.db, tokens[state] ?? "")).toEqual([]);
    }
    expect((await getToken(world.admin, tokens.paused ?? "")).pausedAt).toEqual(pausedAt);
    expect(await stateOf(neighbour)).toBe("active");
    expect((await auditOf(world.db, id)).at(-1)?.after).toEqual({ pausedTokens: 3 });
  });

  test("is not a manager's to do", async () => {
    expect(await refusalOf(archive("true", world.manager))).toMatchObject({ code: "forbidden" });
    expect((await getSupplier(world.admin, id)).archivedAt).toBeNull();
    expect(await stateOf(tokens.active)).toBe("active");
    expect(await auditOf(world.db, id)).toEqual([]);
  });

  test("finds no unknown supplier and archives none twice", async () => {
    const unknown = archiveSupplier(world.admin, { id: UNKNOWN_ID, pausesTokens: true });
    expect(await refusalOf(unknown)).toMatchObject({ code: "not_found" });
    const both = await Promise.allSettled([archive(), archive("true")]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusalOf(archive())).toMatchObject({ code: "conflict" });
    expect(await auditOf(world.db, id)).toHaveLength(1);
  });

  test("shuts it out from tokens, new ones and old ones", async () => {
    await archive();
    const input = { supplierId: id, name: "late", seesAllNumbers: "true" };
    expect(await refusalOf(createToken(world.admin, createTokenInput.parse(input)))).toEqual({
      code: "invalid_input",
      fields: ["supplierId"],
    });
    const other = await addSupplier(world.db, `Giver to ${name}`);
    const [given] = await addTokenRows(world.db, [{ supplierId: other }]);
    const move = updateTokenDetailsInput.parse({
      ...input,
      id: given,
      activatesAt: "2020-01-01T00:00:00Z",
    });
    expect(await refusalOf(updateTokenDetails(world.admin, move))).toEqual({
      code: "invalid_input",
      fields: ["supplierId"],
    });
  });

  test("leaves no usable token behind, also of those that are created at the same moment", async () => {
    const input = createTokenInput.parse({ supplierId: id, name: "racing", seesAllNumbers: "true" });
    await Promise.allSettled([
      ...Array.from({ length: 3 }, () => createToken(world.admin, input)),
      archive("true"),
      ...Array.from({ length: 3 }, () => createToken(world.admin, input)),
    ]);
    expect(await getSupplier(world.admin, id)).toMatchObject({
      archivedAt: expect.any(Date),
      usableTokens: 0,
    });
  });
});

describe("restoreSupplier", () => {
  test("takes it back into the list and leaves its tokens as they are", async () => {
    const [token] = await addTokenRows(world.db, [{ supplierId: id }]);
    await archive("true");
    await restoreSupplier(world.admin, { id });
    expect((await getSupplier(world.manager, id)).archivedAt).toBeNull();
    expect(await stateOf(token)).toBe("paused");
    expect((await auditOf(world.db, id)).map(({ action }) => action)).toEqual([
      "supplier.archived",
      "supplier.restored",
    ]);
  });

  test("waits until its name is free", async () => {
    await archive();
    const successor = await addSupplier(world.db, name.toUpperCase());
    expect(await refusalOf(restoreSupplier(world.admin, { id }))).toMatchObject({ code: "conflict" });
    await updateSupplier(world.admin, updateSupplierInput.parse({ id: successor, name: `${name} II` }));
    await restoreSupplier(world.admin, { id });
    expect((await getSupplier(world.admin, id)).archivedAt).toBeNull();
  });

  test("is not a manager's to do", async () => {
    await archive();
    expect(await refusalOf(restoreSupplier(world.manager, { id }))).toMatchObject({ code: "forbidden" });
    expect((await getSupplier(world.admin, id)).archivedAt).toBeInstanceOf(Date);
  });

  test("finds no unknown supplier and none that is not archived", async () => {
    expect(await refusalOf(restoreSupplier(world.admin, { id: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
    expect(await refusalOf(restoreSupplier(world.admin, { id }))).toMatchObject({ code: "conflict" });
    expect(await auditOf(world.db, id)).toEqual([]);
  });
});
