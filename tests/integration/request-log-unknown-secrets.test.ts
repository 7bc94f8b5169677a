import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { listUnknownSecretRequests, listUnknownSecrets } from "@/lib/request-log/unknown-secret-queries";
import { type AdminWorld, openAdminWorld, refusalOf } from "../support/admin";

const START = Date.parse("2026-11-01T00:00:00Z");
const MINUTE_MS = 60_000;

const unknownSecret = { tokenId: null, status: 401, code: "token_unknown" };
const time = { from: new Date(START), to: new Date(START + 10 * MINUTE_MS) };

/** A minute apart, oldest first: five refused ones, one with a known token, and two that needed none. */
const ROWS: Partial<typeof apiRequests.$inferInsert>[] = [
  { ...unknownSecret, secretPrefix: "wtp_1234", ip: "198.51.100.1" },
  { ...unknownSecret, secretPrefix: "wtp_1234", ip: "198.51.100.1", status: 429, code: "rate_limited" },
  { ...unknownSecret, secretPrefix: "wtp_1234", ip: "198.51.100.2" },
  { ...unknownSecret, code: "token_missing", ip: "198.51.100.1" },
  { ...unknownSecret, code: "token_missing", ip: null },
  { tokenId: uuidv7() },
  { ...unknownSecret, status: 200, code: null, ip: "198.51.100.1" },
  { ...unknownSecret, status: 200, code: null, ip: "198.51.100.3" },
];

let world: AdminWorld;
let ids: string[];

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, time.from, time.to);
  const rows = ROWS.map((row, i) => ({
    id: uuidv7(),
    startedAt: new Date(START + i * MINUTE_MS),
    durationMs: 3,
    method: "GET",
    path: "/api/v1/conversations",
    status: 200,
    ...row,
  }));
  await world.db.insert(apiRequests).values(rows);
  ids = rows.map(({ id }) => id);
});

afterAll(() => world.close());

test("unknown secrets are refused calls by prefix and address, the most frequent first", async () => {
  const { groups, calls, hasMore, countedFrom } = await listUnknownSecrets(world.admin, time);
  expect([calls, hasMore, countedFrom]).toEqual([5, false, null]);
  expect(groups).toHaveLength(4);
  expect(groups.map(({ ip }) => ip)).not.toContain("198.51.100.3");
  expect(groups[0]).toEqual({
    id: ids[1],
    secretPrefix: "wtp_1234",
    ip: "198.51.100.1",
    calls: 2,
    codes: ["rate_limited", "token_unknown"],
    firstAt: new Date(START),
    lastAt: new Date(START + MINUTE_MS),
  });
});

test("unknown secrets of a time are those of that time", async () => {
  const from = new Date(START + MINUTE_MS);
  const { calls } = await listUnknownSecrets(world.admin, { from, to: new Date(START + 3 * MINUTE_MS) });
  expect(calls).toBe(2);
});

test.each<[string, { secretPrefix: string | null; ip: string | null }, number[]]>([
  ["one secret", { secretPrefix: "wtp_1234", ip: "198.51.100.1" }, [1, 0]],
  ["no secret", { secretPrefix: null, ip: "198.51.100.1" }, [3]],
  ["no address", { secretPrefix: null, ip: null }, [4]],
])("the calls behind %s are listed for an admin", async (_what, group, expected) => {
  const page = await listUnknownSecretRequests(world.admin, group, 10);
  expect(page.rows.map(({ id }) => id)).toEqual(expected.map((i) => ids[i]));
});

test("unknown secrets are refused to a manager", async () => {
  expect(await refusalOf(listUnknownSecrets(world.manager, time))).toMatchObject({ code: "forbidden" });
  const group = { secretPrefix: null, ip: null };
  expect(await refusalOf(listUnknownSecretRequests(world.manager, group, 10))).toMatchObject({
    code: "forbidden",
  });
});
