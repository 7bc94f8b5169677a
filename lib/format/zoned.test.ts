import { describe, expect, it } from "vitest";
import { addDays, daysAfter, formatLocal, fromLocal, parseClock, parseLocal, toLocal } from "./zoned";

const midnight = { hour: 0, minute: 0 };
const read = (text: string) => {
  const local = parseLocal(text, midnight);
  if (!local) throw new Error(`not a date: ${text}`);
  return local;
};

describe("wall clock and instant", () => {
  it.each([
    ["2026-12-01 09:00", "Europe/Rome", "2026-12-01T08:00:00.000Z"],
    ["2026-07-01 09:00", "Europe/Rome", "2026-07-01T07:00:00.000Z"],
    ["2026-12-01 09:00", "Asia/Kathmandu", "2026-12-01T03:15:00.000Z"],
    ["2026-12-31 23:59", "America/New_York", "2027-01-01T04:59:00.000Z"],
    ["2026-01-01 00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z"],
  ])("%s in %s is %s and back", (text, zone, iso) => {
    expect(fromLocal(read(text), zone).toISOString()).toBe(iso);
    expect(formatLocal(toLocal(new Date(iso), zone))).toBe(text);
  });

  it("moves a skipped time on by the gap", () => {
    expect(fromLocal(read("2026-03-29 02:30"), "Europe/Rome").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });

  it("takes the first of a time that comes twice", () => {
    expect(fromLocal(read("2026-10-25 02:30"), "Europe/Rome").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });
});

describe("parsing", () => {
  it("takes a date alone at the given time", () => {
    expect(formatLocal(read("2026-12-1"))).toBe("2026-12-01 00:00");
    expect(formatLocal(read("2026-12-01T0930"))).toBe("2026-12-01 09:30");
  });

  it.each(["", "2026-02-30", "2026-13-01", "2026-12-01 25:00", "tomorrow", "1 Dec 2026"])(
    "refuses %j",
    (text) => {
      expect(parseLocal(text, midnight)).toBeNull();
    },
  );

  it.each([
    ["9", { hour: 9, minute: 0 }],
    ["930", { hour: 9, minute: 30 }],
    ["23:59", { hour: 23, minute: 59 }],
    ["24:00", null],
    ["9:7", null],
  ])("reads the clock %j", (text, clock) => {
    expect(parseClock(text)).toEqual(clock);
  });

  it("adds days over the end of a month", () => {
    expect(formatLocal(addDays(read("2026-12-30 10:00"), 3))).toBe("2027-01-02 10:00");
  });

  it.each([
    ["2026-11-24T22:10:40Z", 90, "2027-02-22T22:10:00.000Z"],
    ["2026-03-28T11:00:00Z", 1, "2026-03-29T10:00:00.000Z"],
    ["2026-11-24T22:10:40Z", 0, "2026-11-24T22:10:00.000Z"],
  ])("%s and %i days keep the wall clock", (from, days, iso) => {
    expect(daysAfter(new Date(from), days, "Europe/Rome").toISOString()).toBe(iso);
  });
});
