import { expect, test } from "vitest";
import { askedSince, hasGap, newCalls, newestCalls } from "./live";
import type { RequestLogRow } from "./schema";

const START = Date.parse("2026-11-03T15:00:00Z");

function call(id: string, second: number): RequestLogRow {
  const none = {
    code: null,
    missingPermission: null,
    detail: null,
    tokenId: null,
    tokenName: null,
    supplierId: null,
  };
  const nothing = { supplierName: null, secretPrefix: null, secretHint: null, rowsReturned: null, ip: null };
  return {
    ...none,
    ...nothing,
    id,
    startedAt: new Date(START + second * 1_000),
    durationMs: 1,
    method: "GET",
    route: "/token",
    path: "/api/v1/token",
    query: null,
    status: 200,
    responseBytes: null,
    streamState: null,
    userAgent: null,
  };
}

const sent = (calls: readonly RequestLogRow[], hasMore = false) => ({
  rows: calls.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() })),
  hasMore,
});
const known = [call("c", 3), call("b", 2), call("a", 1)];

test("calls that are known or older than the page are not new; one that was logged late is", () => {
  const came = sent([call("d", 4), call("c", 3), call("late", 2), call("before", 0)]);
  expect(newCalls(came, known).map(({ id, startedAt }) => [id, startedAt.getTime() - START])).toEqual([
    ["d", 4_000],
    ["late", 2_000],
  ]);
});

test("on an empty page everything is new", () => {
  expect(newCalls(sent([call("d", 4)]), [])).toEqual([call("d", 4)]);
});

test("asking goes back behind the newest known one, and names no time when none is known", () => {
  expect(askedSince(known)).toEqual(new Date(START + 3_000 - 30_000));
  expect(askedSince([])).toBeNull();
});

test("there is a gap when more came than is sent and none of it was known", () => {
  expect(hasGap(sent([call("e", 9)], true), known)).toBe(true);
  expect(hasGap(sent([call("e", 9)]), known)).toBe(false);
  expect(hasGap(sent([call("e", 9), call("c", 3)], true), known)).toBe(false);
});

test("the newest come first, of the same moment by their id", () => {
  const mixed = [call("a", 1), call("b", 3), call("c", 3), call("d", 2)];
  expect(newestCalls(mixed, 3).map(({ id }) => id)).toEqual(["c", "b", "d"]);
});
