import readXlsxFile from "read-excel-file/node";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { auditLog } from "@/db/schema/audit-log";
import { deliveries, deliveryAttempts } from "@/db/schema/callbacks";
import { auditLogList } from "@/lib/audit/schema";
import { auditWorkbook } from "@/lib/audit/workbook";
import { deliveryList } from "@/lib/deliveries/schema";
import { deliveriesWorkbook } from "@/lib/deliveries/workbook";
import { requestLogWorkbook } from "@/lib/request-log/workbook";
import { type AdminWorld, openAdminWorld, readAll, unzip } from "../support/admin";
import { createCallback, createNumber, createThread, createToken, publish } from "./callbacks-fixtures";

const AT = new Date("2026-03-29T02:30:15Z");
const SECRET = "wtp_0123456789abcdef0123456789abcdef012345";

let world: AdminWorld;
let tokenId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, AT, AT);
  tokenId = (await createToken(world.db, { name: "=Orders" })).id;
});

afterAll(() => world.close());

/** The only sheet of a workbook as records by its headers; a day's fraction is a binary one, so dates are rounded. */
async function recordsOf(stream: ReadableStream<Uint8Array>) {
  const file = await readAll(stream);
  const [sheet, ...others] = await readXlsxFile(file);
  expect(others).toEqual([]);
  const [headers = [], ...rows] = sheet?.data ?? [];
  const rounded = (cell: unknown) =>
    cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell;
  const records = rows.map(
    (row): Record<string, unknown> =>
      Object.fromEntries(headers.map((header, i) => [String(header), rounded(row[i])])),
  );
  return { file, name: sheet?.sheet, records };
}

describe("one token's log", () => {
  const call = (values: Partial<typeof apiRequests.$inferInsert> = {}) => ({
    id: uuidv7(),
    startedAt: AT,
    durationMs: 12,
    method: "GET",
    path: "/api/v1/messages",
    query: "=cmd()",
    status: 403,
    code: "permission_missing",
    missingPermission: "conversations:read",
    detail: "=Ask its admin.",
    tokenId,
    ip: "203.0.113.9",
    userAgent: "robot",
    ...values,
  });

  test("has its calls only, newest first, with typed cells", async () => {
    const [newest, foreign] = [uuidv7(), uuidv7()];
    await world.db.insert(apiRequests).values([
      call(),
      call({
        id: newest,
        startedAt: new Date(AT.getTime() + 1_000),
        status: 200,
        code: null,
        detail: null,
        rowsReturned: 7,
        streamState: "cut_off",
      }),
      call({ id: foreign, tokenId: uuidv7() }),
    ]);
    const { name, records } = await recordsOf(requestLogWorkbook(world.manager, { tokenId }));
    expect([name, records.length, records[0]?.["Request id"]]).toEqual(["Log", 2, newest]);
    expect(records[0]).toMatchObject({ Status: 200, Detail: null, Streamed: "Cut off before its end" });
    expect(records[1]).toMatchObject({
      "Time (UTC)": AT,
      Status: 403,
      Method: "GET",
      Path: "/api/v1/messages",
      Query: "=cmd()",
      "Refused because": "permission_missing: Read conversations",
      Detail: "=Ask its admin.",
      "Duration (ms)": 12,
      Rows: null,
      Streamed: null,
      IP: "203.0.113.9",
    });
  });

  test("is whole over many pages, and shows seconds", async () => {
    const ids = Array.from({ length: 2_345 }, () => uuidv7());
    const own = uuidv7();
    await world.db.insert(apiRequests).values(ids.map((id) => call({ id, tokenId: own })));
    const { records, file } = await recordsOf(requestLogWorkbook(world.manager, { tokenId: own }));
    expect(records.map((record) => record["Request id"])).toEqual(ids.toSorted().reverse());
    expect(unzip(file).get("xl/styles.xml")).toContain("hh:mm:ss");
  });
});

describe("the audit log", () => {
  test("has what the filters show, in words, with times in UTC and without secrets", async () => {
    const row = {
      actorType: "user" as const,
      actorLabel: "ada@example.com",
      occurredAt: AT,
      ip: "203.0.113.9",
    };
    await world.db.insert(auditLog).values([
      {
        ...row,
        action: "api_token.details_changed",
        targetType: "api_token",
        targetId: tokenId,
        targetLabel: "=Orders",
        before: { expiresAt: null, note: null },
        after: { expiresAt: AT.toISOString(), note: `keep ${SECRET}` },
      },
      { ...row, action: "supplier.created", targetType: "supplier", targetLabel: "Acme" },
    ]);
    const query = auditLogList.parse({ kind: "tokens", size: "10" });
    const { file, name, records } = await recordsOf(auditWorkbook(world.manager, query));
    expect([name, records.length]).toEqual(["Audit log", 1]);
    expect(records[0]).toMatchObject({
      "Time (UTC)": AT,
      Person: "ada@example.com",
      Change: "changed details",
      On: "Token",
      Name: "=Orders",
      "What changed (times in UTC)": "Expiration: never → 29 Mar 2026, 02:30 UTC\nNote: none → keep wtp_…",
      IP: "203.0.113.9",
      "Target id": tokenId,
      Action: "api_token.details_changed",
    });
    expect([...unzip(file).values()].join("\n")).not.toContain(SECRET.slice(4));
  });
});

describe("deliveries", () => {
  test("are what the filters show, with typed cells", async () => {
    await createCallback(world.db, tokenId, "https://supplier.example.com/in");
    await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["a", "b"]);
    const [first] = await world.db.update(deliveries).set({ attempts: 1 }).returning({ id: deliveries.id });
    await world.db.insert(deliveryAttempts).values({
      deliveryId: first?.id ?? "",
      no: 1,
      startedAt: AT,
      durationMs: 5,
      error: "timeout",
    });
    const query = deliveryList.parse({ token: tokenId, state: "pending" });
    const { name, records } = await recordsOf(deliveriesWorkbook(world.manager, query));
    expect([name, records.length]).toEqual(["Deliveries", 2]);
    expect(records.find((record) => record["Delivery id"] === first?.id)).toMatchObject({
      "Created (UTC)": expect.any(Date),
      Event: "Incoming message",
      Token: "=Orders",
      Supplier: "Acme",
      "Endpoint now": "https://supplier.example.com/in",
      State: "Failing",
      Attempts: 1,
      "Last attempt (UTC)": AT,
      "Last status": null,
      "Last error": "No answer in time",
      "Delivered (UTC)": null,
      "Conversation id": expect.any(String),
      "Token id": tokenId,
    });
    const none = deliveryList.parse({ state: "delivered" });
    expect((await recordsOf(deliveriesWorkbook(world.manager, none))).records).toEqual([]);
  });
});
