import { inArray } from "drizzle-orm";
import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { createToken } from "@/lib/api-tokens/commands";
import { createTokenInput, tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { decrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import type { SearchParams } from "@/lib/table/list-params";
import { type AdminWorld, addSupplier, addTokenRows, openAdminWorld, readAll, unzip } from "../support/admin";
import { addNumber } from "../support/api-data";
import { record } from "../support/sheets";

const SHEETS = ["Tokens", "Permissions", "Visibility", "Callbacks"];

let world: AdminWorld;
let acme: string;
let orders: { id: string; secret: string };
let invoices: { id: string; secret: string };
let gone: string;
let phones: string[];

beforeAll(async () => {
  world = await openAdminWorld();
  acme = await addSupplier(world.db, "=cmd|'/c calc'!A1");
  const other = await addSupplier(world.db, "Other");
  phones = ["+39061", "+39062"];
  const numberIds = [await addNumber(world.db, "+39061"), await addNumber(world.db, "+39062")];
  const create = (input: Record<string, unknown>) =>
    createToken(world.admin, createTokenInput.parse({ seesAllNumbers: "true", ...input }));
  orders = await create({
    supplierId: acme,
    name: "=HYPERLINK(1)",
    activatesAt: "2026-01-02T03:04:00Z",
    expiresAt: "2090-11-12T13:14:00Z",
    permissions: ["conversations:read", "data:export"],
    seesAllNumbers: "false",
    numberIds,
    masksContacts: "on",
  });
  invoices = await create({ supplierId: other, name: "invoices", permissions: ["locations:read"] });
  [gone = ""] = await addTokenRows(world.db, [
    { supplierId: other, name: "gone", deletedAt: new Date("2026-05-06T07:08:00Z") },
  ]);
  await saveCallbacks(
    world.admin,
    saveCallbacksInput.parse({
      tokenId: orders.id,
      "url.conversation.created": "https://example.com/new",
      "url.message.received": "https://example.com/messages",
      enabled: ["message.received"],
    }),
  );
  await saveCallbacks(
    world.admin,
    saveCallbacksInput.parse({ tokenId: invoices.id, "url.message.received": "https://example.com/taken" }),
  );
  await saveCallbacks(world.admin, saveCallbacksInput.parse({ tokenId: invoices.id }));
});

afterAll(() => world.close());

async function download(params: SearchParams = {}) {
  const file = await readAll(tokensWorkbook(world.manager, tokenList.parse(params)));
  const sheets = await readXlsxFile(file);
  return { file, sheets, rows: (name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? [] };
}

describe("what is in it", () => {
  test("four sheets, each begins with the token's id and name", async () => {
    const { sheets } = await download();
    expect(sheets.map(({ sheet }) => sheet)).toEqual(SHEETS);
    for (const { data } of sheets) expect(data[0]?.slice(0, 3)).toEqual(["Token id", "Token", "Supplier"]);
  });

  test("Tokens: one row each, oldest first, with typed dates and numbers", async () => {
    const rows = (await download()).rows("Tokens");
    expect(rows.slice(1).map(([id]) => id)).toEqual([orders.id, invoices.id]);
    expect(record(rows, 1)).toMatchObject({
      Token: "=HYPERLINK(1)",
      Supplier: "=cmd|'/c calc'!A1",
      "Secret ends in": orders.secret.slice(-4),
      State: "Active",
      "Activation (UTC)": new Date("2026-01-02T03:04:00Z"),
      "Expiration (UTC)": new Date("2090-11-12T13:14:00Z"),
      "Last used (UTC)": null,
      "Created (UTC)": expect.any(Date),
      "Callbacks on": 1,
      "Callbacks failing": 0,
    });
  });

  test("Permissions: a truth value per permission", async () => {
    const rows = (await download()).rows("Permissions");
    expect(rows.map((row) => row.slice(3))).toEqual([
      ["Read conversations", "Read locations", "Data export"],
      [true, false, true],
      [false, true, false],
    ]);
  });

  test("Visibility: a row per number, or one for all", async () => {
    const rows = (await download()).rows("Visibility");
    expect(
      rows.slice(1).map(([id, , , all, phone, label, masked]) => [id, all, phone, label, masked]),
    ).toEqual([
      [orders.id, false, phones[0], phones[0], true],
      [orders.id, false, phones[1], phones[1], true],
      [invoices.id, true, null, null, false],
    ]);
  });

  test("Callbacks: a row per endpoint, none for one that was taken away", async () => {
    const rows = (await download()).rows("Callbacks");
    expect(rows.slice(1).map((row) => [row[0], row[3], row[4], row[5]])).toEqual([
      [orders.id, "New conversation", "https://example.com/new", false],
      [orders.id, "Incoming message", "https://example.com/messages", true],
    ]);
  });

  test("no secret and no hash of one", async () => {
    const { file } = await download({ state: ["deleted", "active"] });
    const text = [...unzip(file).values()].join("\n");
    const stored = await world.db
      .select({ hash: apiTokens.secretHash, signing: apiTokens.signingSecret })
      .from(apiTokens)
      .where(inArray(apiTokens.id, [orders.id, invoices.id]));
    expect(text).toContain(orders.id);
    for (const { hash, signing } of stored)
      for (const kept of [hash, signing, decrypt(signing, env().ENCRYPTION_KEY)])
        expect(text).not.toContain(kept);
    for (const { secret } of [orders, invoices]) expect(text).not.toContain(secret.slice(4, -4));
  });
});

describe("filters", () => {
  const idsIn = async (params: SearchParams) => {
    const { sheets } = await download(params);
    return sheets.map(({ data }) => [...new Set(data.slice(1).map(([id]) => id))]);
  };

  test("hold on every sheet", async () => {
    expect(await idsIn({ supplier: acme })).toEqual([[orders.id], [orders.id], [orders.id], [orders.id]]);
    expect(await idsIn({ q: "invoices" })).toEqual([[invoices.id], [invoices.id], [invoices.id], []]);
    expect(await idsIn({ q: "%" })).toEqual([[], [], [], []]);
    expect((await idsIn({ permission: ["conversations:read", "data:export"] }))[0]).toEqual([orders.id]);
    expect(await idsIn({ permission: ["locations:read", "data:export"] })).toEqual([[], [], [], []]);
    expect((await idsIn({ used: "never" }))[0]).toEqual([orders.id, invoices.id]);
    expect((await idsIn({ expires: "90" }))[0]).toEqual([]);
  });

  test("bring deleted tokens only when asked for", async () => {
    const { rows } = await download({ state: "deleted" });
    expect(record(rows("Tokens"), 1)).toMatchObject({
      "Token id": gone,
      State: "Deleted",
      "Deleted (UTC)": new Date("2026-05-06T07:08:00Z"),
    });
    expect(rows("Tokens")).toHaveLength(2);
  });

  test("page and order of the table cut nothing off", async () => {
    const [ids] = await idsIn({ size: "10", page: "9", sort: "-name" });
    expect(ids).toEqual([orders.id, invoices.id]);
  });
});

describe("as XML", () => {
  test("every sheet has a frozen header and a filter over all of its columns", async () => {
    const { file, sheets } = await download();
    const entries = unzip(file);
    for (const [i, { data }] of sheets.entries()) {
      const xml = entries.get(`xl/worksheets/sheet${i + 1}.xml`) ?? "";
      expect(xml).toMatch(/<pane (?=[^>]*ySplit="1")(?=[^>]*topLeftCell="A2")(?=[^>]*state="frozen")/);
      const lastColumn = String.fromCharCode(64 + (data[0]?.length ?? 0));
      expect(xml).toMatch(new RegExp(`<autoFilter ref="A1:${lastColumn}\\d+"/>`));
      expect(xml).not.toMatch(/<f[ >/]/);
    }
  });
});
