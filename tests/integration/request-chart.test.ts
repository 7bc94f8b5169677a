import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { type ChartSpan, sumBars } from "@/lib/request-log/chart";
import { countRequestsByTime } from "@/lib/request-log/chart-queries";
import { histogramRange } from "@/lib/request-log/histogram";
import { countRequests } from "@/lib/request-log/histogram-queries";
import { type AdminWorld, openAdminWorld } from "../support/admin";

const ROME = "Europe/Rome";
/** Noon in Rome, nine days after its clocks were set back. */
const NOW = new Date("2026-11-03T11:30:00Z");

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date("2026-09-01T00:00:00Z"), NOW);
});

afterAll(() => world.close());

async function log(tokenId: string, calls: [at: string, status: number][]) {
  await world.db.insert(apiRequests).values(
    calls.map(([at, status]) => ({
      id: uuidv7(),
      startedAt: new Date(at),
      durationMs: 1,
      method: "GET",
      route: "/token",
      path: "/api/v1/token",
      status,
      tokenId,
    })),
  );
}

/** The bars that hold something: their start, and served/refused/failed. */
async function filledBars(tokenId: string, span: ChartSpan, timeZone: string, now = NOW): Promise<string[]> {
  const query = { tokenId, span, now, timeZone };
  const { bars, countedFrom } = await countRequestsByTime(world.manager, query);
  expect([bars.length, countedFrom]).toEqual([span === "hours" ? 25 : 30, null]);
  return bars
    .filter(({ served, refused, failed }) => served + refused + failed > 0)
    .map((bar) => `${bar.startsAt.toISOString()} ${bar.served}/${bar.refused}/${bar.failed}`);
}

describe("status classes", () => {
  test("are served, refused and failed", async () => {
    const tokenId = uuidv7();
    const statuses = [200, 204, 304, 400, 401, 403, 404, 405, 429, 499, 500, 503, 599];
    await log(
      tokenId,
      statuses.map((status) => ["2026-11-03T11:10:00Z", status]),
    );
    expect(await filledBars(tokenId, "hours", "UTC")).toEqual(["2026-11-03T11:00:00.000Z 3/7/3"]);
    expect(await filledBars(tokenId, "days", "UTC")).toEqual(["2026-11-03T00:00:00.000Z 3/7/3"]);
  });

  test("of other tokens and of nobody are left out", async () => {
    const tokenId = uuidv7();
    await log(uuidv7(), [["2026-11-03T11:10:00Z", 200]]);
    expect(await filledBars(tokenId, "hours", "UTC")).toEqual([]);
    expect(await filledBars(tokenId, "days", "UTC")).toEqual([]);
  });
});

describe("days", () => {
  test("begin at the zone's midnight, empty ones included", async () => {
    const tokenId = uuidv7();
    await log(tokenId, [
      ["2026-11-01T22:59:59.999999Z", 200],
      ["2026-11-01T23:00:00Z", 200],
      ["2026-11-02T22:59:59Z", 404],
      ["2026-11-02T23:00:00Z", 500],
    ]);
    expect(await filledBars(tokenId, "days", ROME)).toEqual([
      "2026-10-31T23:00:00.000Z 1/0/0",
      "2026-11-01T23:00:00.000Z 1/1/0",
      "2026-11-02T23:00:00.000Z 0/0/1",
    ]);
    expect(await filledBars(tokenId, "days", "UTC")).toEqual([
      "2026-11-01T00:00:00.000Z 2/0/0",
      "2026-11-02T00:00:00.000Z 0/1/1",
    ]);
  });

  test("one of 25 hours is one bar", async () => {
    const tokenId = uuidv7();
    await log(tokenId, [
      ["2026-10-24T22:00:00Z", 200],
      ["2026-10-25T22:59:59Z", 200],
      ["2026-10-25T23:00:00Z", 200],
    ]);
    expect(await filledBars(tokenId, "days", ROME)).toEqual([
      "2026-10-24T22:00:00.000Z 2/0/0",
      "2026-10-25T23:00:00.000Z 1/0/0",
    ]);
  });

  test("reach 30 days back and no further", async () => {
    const tokenId = uuidv7();
    await log(tokenId, [
      ["2026-10-04T21:59:59Z", 200],
      ["2026-10-04T22:00:00Z", 200],
      ["2026-10-05T22:00:00Z", 200],
    ]);
    expect(await filledBars(tokenId, "days", ROME)).toEqual([
      "2026-10-04T22:00:00.000Z 1/0/0",
      "2026-10-05T22:00:00.000Z 1/0/0",
    ]);
  });
});

describe("hours", () => {
  test("follow the clock of the zone, and reach 24 of them back to the moment", async () => {
    const tokenId = uuidv7();
    await log(tokenId, [
      ["2026-11-02T11:29:59.999999Z", 200],
      ["2026-11-02T11:30:00Z", 404],
      ["2026-11-02T11:59:59Z", 200],
      ["2026-11-02T12:00:00Z", 200],
      ["2026-11-03T10:59:59Z", 429],
      ["2026-11-03T11:00:00Z", 200],
    ]);
    expect(await filledBars(tokenId, "hours", ROME)).toEqual([
      "2026-11-02T11:30:00.000Z 1/1/0",
      "2026-11-02T12:00:00.000Z 1/0/0",
      "2026-11-03T10:00:00.000Z 0/1/0",
      "2026-11-03T11:00:00.000Z 1/0/0",
    ]);
    // There it is 17:00 on the minute: the running hour has just begun.
    expect(await filledBars(tokenId, "hours", "Asia/Kolkata")).toEqual([
      "2026-11-02T11:30:00.000Z 2/1/0",
      "2026-11-03T10:30:00.000Z 1/1/0",
    ]);
  });

  test("that come twice are two bars", async () => {
    const tokenId = uuidv7();
    await log(tokenId, [
      ["2026-10-25T00:30:00Z", 200],
      ["2026-10-25T01:30:00Z", 404],
    ]);
    expect(await filledBars(tokenId, "hours", ROME, new Date("2026-10-25T08:00:00Z"))).toEqual([
      "2026-10-25T00:00:00.000Z 1/0/0",
      "2026-10-25T01:00:00.000Z 0/1/0",
    ]);
  });

  test("sum up to what was logged", async () => {
    const tokenId = uuidv7();
    await log(
      tokenId,
      Array.from({ length: 50 }, (_, i) => ["2026-11-03T05:00:00Z", i % 5 ? 200 : 403]),
    );
    const query = { tokenId, span: "hours" as const, now: NOW, timeZone: ROME };
    const { bars } = await countRequestsByTime(world.manager, query);
    expect(sumBars(bars)).toEqual({
      served: 40,
      refused: 10,
      failed: 0,
    });
  });
});

test("the last 24 hours are the same here and in the log's histogram", async () => {
  const tokenId = uuidv7();
  const begin = NOW.getTime() - 24 * 3600 * 1000;
  await log(
    tokenId,
    [-1, 0, 1_000, 1_799_999, 1_800_000].map((ms) => [new Date(begin + ms).toISOString(), 200]),
  );
  const query = { tokenId, span: "hours" as const, now: NOW, timeZone: ROME };
  const chart = await countRequestsByTime(world.manager, query);
  const range = histogramRange({}, NOW);
  const histogram = await countRequests(world.manager, { filters: { tokenId }, range, timeZone: ROME });
  expect(sumBars(chart.bars)).toEqual({ served: 4, refused: 0, failed: 0 });
  expect(sumBars(histogram.bars)).toEqual(sumBars(chart.bars));
});

describe("of a token that calls more often than is counted", () => {
  const all: [at: string, status: number][] = [
    ["2026-10-20T09:00:00Z", 500],
    ["2026-11-03T08:00:00Z", 200],
    ["2026-11-03T09:00:00Z", 403],
    ["2026-11-03T11:00:00Z", 200],
  ];

  test.each(["hours", "days"] as const)("the %s count the newest, and say how far back", async (span) => {
    const tokenId = uuidv7();
    await log(tokenId, all);
    const query = { tokenId, span, now: NOW, timeZone: ROME };
    const { bars, countedFrom } = await countRequestsByTime(world.manager, query, { most: 2 });
    expect(countedFrom).toEqual(new Date("2026-11-03T09:00:00Z"));
    expect(sumBars(bars)).toEqual({ served: 1, refused: 1, failed: 0 });
  });
});
