import { describe, expect, test } from "vitest";
import { barTotal, chartBarStarts, sumBars } from "./chart";

const iso = (starts: Date[]) => starts.map((start) => start.toISOString());
const hoursBetween = (starts: Date[]) =>
  starts.slice(1).map((start, i) => (start.getTime() - (starts[i]?.getTime() ?? 0)) / 3_600_000);

describe("hours", () => {
  test("are the last 24 to the moment, by the hours of the clock, the running one last", () => {
    const starts = chartBarStarts("hours", new Date("2026-11-03T15:42:17.500Z"), "UTC");
    expect(starts).toHaveLength(25);
    expect(iso(starts).slice(0, 2)).toEqual(["2026-11-02T15:42:17.500Z", "2026-11-02T16:00:00.000Z"]);
    expect(iso(starts).at(-1)).toBe("2026-11-03T15:00:00.000Z");
  });

  test("begin with a whole one on the hour", () => {
    const starts = chartBarStarts("hours", new Date("2026-11-03T15:00:00Z"), "UTC");
    expect(iso(starts).slice(0, 2)).toEqual(["2026-11-02T15:00:00.000Z", "2026-11-02T16:00:00.000Z"]);
  });

  test("start with the clock of a zone that is half an hour off", () => {
    const starts = chartBarStarts("hours", new Date("2026-11-03T15:42:00Z"), "Asia/Kolkata");
    expect(iso(starts).at(-1)).toBe("2026-11-03T15:30:00.000Z");
  });

  test("of a night in which the clock is set back are all an hour long", () => {
    const starts = chartBarStarts("hours", new Date("2026-10-25T05:10:00Z"), "Europe/Rome");
    expect(new Set(hoursBetween(starts.slice(1)))).toEqual(new Set([1]));
  });
});

describe("days", () => {
  test("are 30 calendar days of the zone, today last", () => {
    const starts = chartBarStarts("days", new Date("2026-11-03T23:30:00Z"), "Europe/Rome");
    expect(starts).toHaveLength(30);
    expect(iso(starts).at(-1)).toBe("2026-11-03T23:00:00.000Z");
    expect(iso(starts).at(0)).toBe("2026-10-05T22:00:00.000Z");
  });

  test.each([
    ["set back", "2026-11-03T12:00:00Z", "Europe/Rome", 25],
    ["set forward", "2026-04-10T12:00:00Z", "Europe/Rome", 23],
    ["set forward at midnight", "2026-05-10T12:00:00Z", "Africa/Cairo", 23],
  ])("one of them is as long as it is where the clock is %s", (_what, now, zone, hours) => {
    const starts = chartBarStarts("days", new Date(now), zone);
    expect(hoursBetween(starts).filter((length) => length !== 24)).toEqual([hours]);
  });
});

test("sums are those of all bars", () => {
  const bar = { startsAt: new Date(0), served: 3, refused: 2, failed: 1 };
  expect(sumBars([])).toEqual({ served: 0, refused: 0, failed: 0 });
  expect(sumBars([bar, bar])).toEqual({ served: 6, refused: 4, failed: 2 });
  expect(barTotal(bar)).toBe(6);
});
