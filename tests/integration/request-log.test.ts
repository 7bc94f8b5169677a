import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { cursorCodec } from "@/lib/http/cursor";
import { findRequest, listRequests } from "@/lib/request-log/queries";
import { type AdminWorld, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";

const ROWS = 47;
const FIRST = "2026-03-29T00:59:59.999990Z";

let world: AdminWorld;
let tokenId: string;
let otherTokenId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date(FIRST), new Date(FIRST));
});

afterAll(() => world.close());

/** Stores one call that began so many microseconds after `FIRST`; its id is as random as a front gives it. */
async function addCall(micros: number, ofToken: string = tokenId): Promise<string> {
  const id = uuidv7();
  await world.db.insert(apiRequests).values({
    id,
    startedAt: sql`${FIRST}::timestamptz + ${micros} * interval '1 microsecond'`,
    durationMs: 3,
    method: "GET",
    path: "/api/v1/conversations",
    query: "limit=5",
    status: 403,
    code: "permission_missing",
    missingPermission: "conversations:read",
    detail: "This token lacks the permission.",
    secretHint: "a8Kq",
    tokenId: ofToken,
    rowsReturned: null,
    ip: "203.0.113.9",
    userAgent: "robot",
  });
  return id;
}

const page = (cursor: { after?: string; before?: string } = {}, size = 10) =>
  listRequests(world.manager, { filters: { tokenId }, size, ...cursor });

/** The calls as they must be listed, by a plain read of the table. */
async function newestFirst(): Promise<string[]> {
  const rows = await world.db.execute<{ id: string }>(
    sql`select id from api_requests where token_id = ${tokenId} order by started_at desc, id desc`,
  );
  return rows.map(({ id }) => id);
}

type Page = Awaited<ReturnType<typeof page>>;
const idsOf = ({ rows }: Page) => rows.map(({ id }) => id);

async function walkOlder(size: number): Promise<Page[]> {
  const pages = [await page({}, size)];
  for (let next = pages[0]?.after; next; next = pages.at(-1)?.after)
    pages.push(await page({ after: next }, size));
  return pages;
}

async function walkNewer(from: Page | undefined, size: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next = from?.before; next; next = pages.at(-1)?.before)
    pages.push(await page({ before: next }, size));
  return pages;
}

beforeEach(async () => {
  await world.db.delete(apiRequests);
  [tokenId, otherTokenId] = [uuidv7(), uuidv7()];
  // Every fifth begins in the same microsecond as its predecessors, the others within the same milliseconds.
  for (let i = 0; i < ROWS; i++) {
    await addCall(i % 5 === 0 ? 100 : i);
    await addCall(i, otherTokenId);
  }
});

describe("walking", () => {
  test.each([1, 3, 10, 46, 47, 48, 100])("with %i rows a page misses and repeats nothing", async (size) => {
    const older = await walkOlder(size);
    expect(older.flatMap(idsOf)).toEqual(await newestFirst());
    expect(older.every(({ rows }) => rows.length <= size)).toBe(true);
    expect([older[0]?.before, older.at(-1)?.after]).toEqual([null, null]);
    const newer = await walkNewer(older.at(-1), size);
    expect(newer.toReversed().map(idsOf)).toEqual(older.slice(0, -1).map(idsOf));
    expect(newer.at(-1)?.before ?? null).toBeNull();
  });

  test("a page of newer rows leads back to where it came from", async () => {
    const [first, second, third] = await walkOlder(10);
    const back = await page({ before: third?.before ?? "" });
    expect(idsOf(back)).toEqual(idsOf(second as Page));
    expect(idsOf(await page({ after: back.after ?? "" }))).toEqual(idsOf(third as Page));
    expect(idsOf(await page({ before: back.before ?? "" }))).toEqual(idsOf(first as Page));
  });

  test("calls that come in meanwhile shift nothing, and are the newer ones", async () => {
    const first = await page();
    const late = [await addCall(5_000), await addCall(5_000), await addCall(6_000)];
    const second = await page({ after: first.after ?? "" });
    expect([...idsOf(first), ...idsOf(second)]).toEqual((await newestFirst()).slice(3, 23));
    const back = await page({ before: second.before ?? "" });
    expect(idsOf(back)).toEqual(idsOf(first));
    const newest = await page({ before: back.before ?? "" });
    expect(new Set(idsOf(newest))).toEqual(new Set(late));
    expect(newest.before).toBeNull();
  });
});

describe("a page", () => {
  test("shows what happened", async () => {
    const { rows } = await page({}, 1);
    expect(rows).toEqual([
      {
        id: expect.any(String),
        startedAt: new Date("2026-03-29T01:00:00.000Z"),
        durationMs: 3,
        method: "GET",
        route: null,
        path: "/api/v1/conversations",
        query: "limit=5",
        status: 403,
        code: "permission_missing",
        missingPermission: "conversations:read",
        detail: "This token lacks the permission.",
        tokenId,
        tokenName: null,
        supplierId: null,
        supplierName: null,
        secretPrefix: null,
        secretHint: "a8Kq",
        rowsReturned: null,
        responseBytes: null,
        streamState: null,
        ip: "203.0.113.9",
        userAgent: "robot",
      },
    ]);
  });

  test("of a token without calls is empty and leads nowhere", async () => {
    const empty = await listRequests(world.manager, { filters: { tokenId: UNKNOWN_ID }, size: 10 });
    expect(empty).toEqual({ rows: [], before: null, after: null, searchedTo: null });
  });

  test("never shows another token's calls, not even with its cursor", async () => {
    const foreign = await listRequests(world.manager, { filters: { tokenId: otherTokenId }, size: 10 });
    const own = new Set(await newestFirst());
    for (const cursor of [{ after: foreign.after ?? "" }, { before: foreign.after ?? "" }]) {
      const { rows } = await page(cursor, 100);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ id }) => !own.has(id))).toEqual([]);
    }
  });
});

describe("a bad cursor", () => {
  const anything = cursorCodec("api_requests", z.unknown());

  test.each([
    ["nothing", ""],
    ["no base64url", "%%%"],
    ["no JSON", "bm9uc2Vuc2U"],
    ["one of another list", cursorCodec("conversations", z.unknown()).encode(["1", UNKNOWN_ID])],
    ["no position", anything.encode(null)],
    ["a time that is no number", anything.encode(["now()", UNKNOWN_ID])],
    ["a time before all times", anything.encode(["-1", UNKNOWN_ID])],
    ["a time with a fraction", anything.encode(["1.5", UNKNOWN_ID])],
    ["a time that is too long", anything.encode(["1".repeat(19), UNKNOWN_ID])],
    ["an id that is none", anything.encode(["1", "' or true --"])],
    ["too much", anything.encode(["1", UNKNOWN_ID, 1])],
    ["far too much", "A".repeat(600)],
  ])("%s is refused by its code in both directions", async (_what, cursor) => {
    for (const query of [{ after: cursor }, { before: cursor }])
      expect(await refusalOf(page(query))).toMatchObject({ code: "invalid_cursor" });
  });

  test("the utmost times are still times", async () => {
    const end = anything.encode(["9".repeat(18), UNKNOWN_ID]);
    expect(await page({ before: end })).toEqual({ rows: [], before: null, after: null, searchedTo: null });
    expect((await page({ after: end }, 100)).rows).toHaveLength(ROWS);
    expect((await page({ before: anything.encode(["0", UNKNOWN_ID]) }, 100)).rows).toHaveLength(ROWS);
  });
});

describe("one call", () => {
  test("is found in its token's log, as the list shows it", async () => {
    const [listed] = (await page({}, 1)).rows;
    expect(await findRequest(world.manager, { tokenId, id: listed?.id ?? "" })).toEqual(listed);
  });

  test("is not found in another token's log, nor is an unknown one", async () => {
    const id = await addCall(0, otherTokenId);
    expect(await findRequest(world.manager, { tokenId, id })).toBeNull();
    expect(await findRequest(world.manager, { tokenId, id: UNKNOWN_ID })).toBeNull();
  });
});
