import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { barEnd, barStarts, histogramRange, zoomedOut } from "./histogram";

const NOW = new Date("2026-11-03T15:42:17.500Z");
const iso = (dates: readonly (Date | undefined)[]) => dates.map((date) => date?.toISOString());

function bars(from: string, to: string, timeZone = "UTC") {
  const starts = barStarts({ from: new Date(from), to: new Date(to) }, timeZone);
  return { count: starts.length, first: starts[0]?.toISOString(), last: starts.at(-1)?.toISOString() };
}

describe("bars", () => {
  test.each([
    ["a day", "2026-11-02T15:42:17Z", "2026-11-03T15:42:17Z", 49, "2026-11-02T15:30:00.000Z"],
    ["an hour", "2026-11-03T15:00:00Z", "2026-11-03T16:00:00Z", 60, "2026-11-03T15:00:00.000Z"],
    ["a minute", "2026-11-03T15:00:00.500Z", "2026-11-03T15:01:00Z", 60, "2026-11-03T15:00:00.000Z"],
    ["7 days", "2026-10-27T00:00:00Z", "2026-11-03T00:00:00Z", 56, "2026-10-27T00:00:00.000Z"],
    ["90 days", "2026-08-05T13:00:00Z", "2026-11-03T13:00:00Z", 46, "2026-08-05T00:00:00.000Z"],
    ["100 years", "2000-01-01T00:00:00Z", "2099-12-31T00:00:00Z", 60, "2000-01-01T00:00:00.000Z"],
  ])("of %s", (_what, from, to, count, first) => {
    expect(bars(from, to)).toMatchObject({ count, first });
  });

  test("of days begin at the zone's midnight, those of hours at its full hours", () => {
    expect(bars("2026-08-05T13:00:00Z", "2026-11-03T13:00:00Z", "Europe/Rome").first).toBe(
      "2026-08-04T22:00:00.000Z",
    );
    expect(bars("2026-10-27T00:10:00Z", "2026-11-02T00:00:00Z", "Asia/Kolkata").first).toBe(
      "2026-10-26T21:30:00.000Z",
    );
  });

  test("end where the next one begins, the last one with the time", () => {
    const range = { from: new Date("2026-11-03T15:00:00Z"), to: new Date("2026-11-03T15:02:30Z") };
    const histogram = {
      ...range,
      countedFrom: null,
      keptFrom: range.from,
      bars: barStarts(range, "UTC").map((startsAt) => ({ startsAt, served: 0, refused: 0, failed: 0 })),
    };
    expect(iso([barEnd(histogram, 0)])).toEqual(["2026-11-03T15:00:05.000Z"]);
    expect(barEnd(histogram, histogram.bars.length - 1)).toEqual(range.to);
  });
});

describe("the time", () => {
  const [from, to] = [new Date("2026-11-01T00:00:00Z"), new Date("2026-11-01T06:00:00Z")];

  test("is the last 24 hours unless told", () => {
    expect(histogramRange({}, NOW)).toEqual({ from: new Date("2026-11-02T15:42:17.500Z"), to: NOW });
    expect(histogramRange({ from }, NOW)).toEqual({ from, to: NOW });
    expect(histogramRange({ from, to }, NOW)).toEqual({ from, to });
    expect(histogramRange({ to }, NOW).from).toEqual(new Date("2026-10-31T06:00:00Z"));
  });

  test("that ends before it begins is a second long", () => {
    expect(histogramRange({ from: to, to: from }, NOW)).toEqual({
      from: to,
      to: new Date(to.getTime() + 1_000),
    });
  });

  test("of a search for one call is the hour around it, unless another is asked for", () => {
    const id = uuidv7({ msecs: from.getTime() });
    const hour = { from: new Date("2026-10-31T23:30:00Z"), to: new Date("2026-11-01T00:30:00Z") };
    expect(histogramRange({ id }, NOW)).toEqual(hour);
    expect(histogramRange({ id, from, to }, NOW)).toEqual({ from, to });
    expect(histogramRange({ id: uuidv4() }, NOW)).toEqual(histogramRange({}, NOW));
  });

  test("zoomed out is three times as long, and never ends in the future", () => {
    const keptFrom = new Date("2026-10-01T00:00:00Z");
    expect(zoomedOut({ from, to, keptFrom }, NOW)).toEqual({
      from: new Date("2026-10-31T18:00:00Z"),
      to: new Date("2026-11-01T12:00:00Z"),
    });
    expect(zoomedOut({ from, to: NOW, keptFrom }, NOW).to).toBeNull();
  });

  test("zoomed out begins no earlier than what is kept, nor later than before", () => {
    const keptFrom = new Date("2026-10-31T20:00:00Z");
    expect(zoomedOut({ from, to, keptFrom }, NOW).from).toEqual(keptFrom);
    expect(zoomedOut({ from, to, keptFrom: to }, NOW).from).toEqual(from);
  });
});
