import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatDateTime,
  formatExact,
  formatRelative,
  formatRelativeDays,
  formatShort,
  formatWeekday,
  zoneName,
} from "./dates";

const instant = "2026-12-01T08:00:00.000Z";

describe("formatDate", () => {
  it("writes the day, the month in letters and 24 hours", () => {
    expect(formatDate(instant, "Europe/Rome")).toBe("1 Dec 2026, 09:00");
    expect(formatDate(instant, "UTC", "date")).toBe("1 Dec 2026");
    expect(formatDate("2026-12-01T00:05:00Z", "UTC", "time")).toBe("00:05");
  });

  it("names the zone of that time of the year", () => {
    expect(formatDateTime(instant, "Europe/Rome")).toBe("1 Dec 2026, 09:00 CET");
    expect(formatExact("2026-07-01T08:00:09Z", "Europe/Rome")).toBe("1 Jul 2026, 10:00:09 CEST");
    expect(zoneName(instant, "UTC")).toBe("UTC");
  });

  it("refuses an unknown zone", () => {
    expect(() => formatDate(instant, "Mars/Base")).toThrow(RangeError);
  });
});

describe("formatShort", () => {
  it("leaves out the year of now, by the calendar of the zone", () => {
    expect(formatShort(instant, "2026-03-01T12:00:00Z", "Europe/Rome")).toBe("1 Dec 09:00");
    expect(formatShort("2026-12-31T23:30:00Z", "2026-03-01T12:00:00Z", "Europe/Rome")).toBe("1 Jan 2027");
  });
});

describe("formatRelative", () => {
  const now = "2026-11-23T12:00:00Z";
  it.each([
    ["2026-11-23T12:00:00Z", "just now"],
    ["2026-11-23T11:59:10Z", "just now"],
    ["2026-11-23T12:00:20Z", "just now"],
    ["2026-11-23T12:00:40Z", "in a moment"],
    ["2026-11-23T11:58:00Z", "2 min ago"],
    ["2026-11-23T12:59:59Z", "in 59 min"],
    ["2026-11-23T09:00:00Z", "3 h ago"],
    ["2026-11-22T11:00:00Z", "yesterday"],
    ["2026-11-24T13:00:00Z", "tomorrow"],
    ["2026-11-21T23:30:00Z", "2 days ago"],
    ["2026-12-02T12:00:00Z", "in 9 days"],
    ["2027-01-22T12:00:00Z", "in 2 months"],
    ["2027-02-22T12:00:00Z", "in 3 months"],
    ["2028-11-22T12:00:00Z", "in 2 years"],
    ["2023-11-01T12:00:00Z", "3 years ago"],
  ])("%s is %s", (value, text) => {
    expect(formatRelative(value, now, "UTC")).toBe(text);
  });

  it("counts the days of the zone", () => {
    expect(formatRelative("2026-11-21T23:30:00Z", now, "Europe/Rome")).toBe("yesterday");
  });
});

describe("a chosen date", () => {
  const now = "2026-11-25T22:10:00Z";
  it.each([
    ["2027-02-23T22:10:00Z", "in 90 days"],
    ["2027-11-25T22:10:00Z", "in 365 days"],
    ["2026-11-20T22:10:00Z", "5 days ago"],
    ["2026-11-26T22:10:00Z", "tomorrow"],
    ["2026-11-25T23:20:00Z", "in 1 h"],
    ["2030-11-25T22:10:00Z", "in 4 years"],
  ])("%s is %s", (value, text) => expect(formatRelativeDays(value, now, "Europe/Rome")).toBe(text));

  it("is written with its weekday and zone", () => {
    expect(formatWeekday("2027-02-23T22:10:00Z", "Europe/Rome")).toBe("Tue 23 Feb 2027, 23:10 CET");
  });
});
