import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { countRequests } from "@/lib/request-log/histogram-queries";
import type { RequestFilters } from "@/lib/request-log/schema";
import { listUnknownSecrets } from "@/lib/request-log/unknown-secret-queries";
import { type AdminWorld, openAdminWorld } from "../support/admin";

const FROM = new Date("2026-11-03T10:00:00Z");
const TO = new Date("2026-11-03T11:00:00Z");
const MINUTE_MS = 60_000;

let world: AdminWorld;
const tokenId = uuidv7();

type Call = [minute: number, status: number, more?: Partial<typeof apiRequests.$inferInsert>];

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, FROM, TO);
  const unknownSecret = { tokenId: null, secretPrefix: "wtp_1", ip: "198.51.100.1" };
  const calls: Call[] = [
    [-0.001, 200],
    [0, 200],
    [0.5, 304],
    [0.999, 404, { code: "not_found" }],
    [30, 500, { code: "internal" }],
    [30, 401, { ...unknownSecret, code: "token_unknown" }],
    [31, 401, { ...unknownSecret, code: "token_unknown", ip: "198.51.100.2" }],
    [32, 200, unknownSecret],
    [59, 200, { tokenId: uuidv7() }],
    [60, 200],
  ];
  await world.db.insert(apiRequests).values(
    calls.map(([minute, status, more]) => ({
      id: uuidv7(),
      startedAt: new Date(FROM.getTime() + minute * MINUTE_MS),
      durationMs: 1,
      method: "GET",
      path: "/api/v1/token",
      status,
      tokenId,
      ...more,
    })),
  );
});

afterAll(() => world.close());

async function bars(filters: RequestFilters, most?: number) {
  const query = { filters, range: { from: FROM, to: TO }, timeZone: "Europe/Rome" };
  const histogram = await countRequests(world.manager, query, { most });
  expect(histogram.bars).toHaveLength(60);
  const told = histogram.bars
    .map(({ startsAt, served, refused, failed }) => {
      const minute = (startsAt.getTime() - FROM.getTime()) / MINUTE_MS;
      return `${minute} ${served}/${refused}/${failed}`;
    })
    .filter((bar) => !bar.endsWith(" 0/0/0"));
  return { told, countedFrom: histogram.countedFrom };
}

describe("a histogram", () => {
  test("counts the calls of its time by status class, those with unknown secrets left out", async () => {
    expect(await bars({})).toEqual({ told: ["0 2/1/0", "30 0/0/1", "59 1/0/0"], countedFrom: null });
  });

  test.each<[string, RequestFilters, string[]]>([
    ["a token", { tokenId }, ["0 2/1/0", "30 0/0/1"]],
    ["a class", { classes: ["refused"] }, ["0 0/1/0"]],
    ["a token's code", { tokenId, code: "internal" }, ["30 0/0/1"]],
    [
      "a time within",
      { from: new Date(FROM.getTime() + 5 * MINUTE_MS) },
      ["0 2/1/0", "30 0/0/1", "59 1/0/0"],
    ],
    ["nothing", { isNothing: true }, []],
  ])("of %s counts only those", async (_what, filters, told) => {
    expect((await bars(filters)).told).toEqual(told);
  });

  test("that may not look at all counts the newest, and says how far back", async () => {
    expect(await bars({}, 2)).toEqual({
      told: ["30 0/0/1", "59 1/0/0"],
      countedFrom: new Date(FROM.getTime() + 30 * MINUTE_MS),
    });
  });
});

test("unknown secrets that may not all be grouped are the newest, and say how far back", async () => {
  const { groups, calls, countedFrom } = await listUnknownSecrets(
    world.admin,
    { from: FROM, to: TO },
    { most: 2 },
  );
  expect([calls, countedFrom]).toEqual([1, new Date(FROM.getTime() + 31 * MINUTE_MS)]);
  expect(groups.map(({ ip }) => ip)).toEqual(["198.51.100.2"]);
  const served = await listUnknownSecrets(world.admin, { from: FROM, to: TO }, { most: 1 });
  expect(served).toMatchObject({
    groups: [],
    calls: 0,
    countedFrom: new Date(FROM.getTime() + 32 * MINUTE_MS),
  });
});
