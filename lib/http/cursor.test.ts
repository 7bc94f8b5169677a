import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cursorCodec, pageInput, toPage } from "./cursor";

const things = cursorCodec("things", z.object({ at: z.number() }));

describe("cursorCodec", () => {
  test("reads what it wrote, and nothing for nothing", () => {
    const cursor = things.encode({ at: 7 });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(things.decode(cursor)).toEqual({ at: 7 });
    expect(things.decode(undefined)).toBeNull();
  });

  test("reads what it wrote of one thing for that one alone", () => {
    const cursor = things.encode({ at: 7 }, "a");
    expect(things.decode(cursor, "a")).toEqual({ at: 7 });
    for (const within of ["b", undefined]) expect(() => things.decode(cursor, within)).toThrow();
  });

  test.each([
    cursorCodec("others", z.unknown()).encode({ at: 7 }),
    cursorCodec("things", z.unknown()).encode({ at: "7" }),
    "",
    "7",
    "not base64!",
    "A".repeat(1000),
  ])("refuses %s", (cursor) => {
    expect(() => things.decode(cursor)).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
  });
});

test("a page has a cursor only when there is more", () => {
  const page = (rows: number[]) => toPage(rows, 2, (n) => n * 10, String);
  expect(page([])).toEqual({ data: [], next_cursor: null });
  expect(page([1, 2])).toEqual({ data: [10, 20], next_cursor: null });
  expect(page([1, 2, 3])).toEqual({ data: [10, 20], next_cursor: "2" });
});

test("limit is 1 to 100, 20 unless told", () => {
  const limit = z.object(pageInput);
  expect(limit.parse({}).limit).toBe(20);
  expect(limit.parse({ limit: "100" }).limit).toBe(100);
  for (const bad of ["0", "101", "-1", "2.5", "x", "NaN", "Infinity"])
    expect(limit.safeParse({ limit: bad }).success).toBe(false);
});
