import type { RequestLogRow } from "./schema";

/** Calls are logged when they end, so one may appear this long after others that began later. */
const LATE_MS = 30_000;

/** The calls that came last, and whether there are more between them and those that were known. */
export type NewCalls = { rows: RequestLogRow[]; hasMore: boolean };

/** What `JSON.parse` makes of `NewCalls`. */
export type NewCallsJson = {
  rows: (Omit<RequestLogRow, "startedAt"> & { startedAt: string })[];
  hasMore: boolean;
};

/**
 * From when on calls are asked for that may be new, by the newest one that is known. Null when none is: the server's
 * clock decides then, for the browser's may be wrong.
 */
export function askedSince([newest]: readonly RequestLogRow[]): Date | null {
  return newest ? new Date(newest.startedAt.getTime() - LATE_MS) : null;
}

/**
 * Those of the calls that came that are new beside the known ones, newest first. Calls before the oldest known one
 * are not new: they are on a later page.
 */
export function newCalls(came: NewCallsJson, known: readonly RequestLogRow[]): RequestLogRow[] {
  const ids = new Set(known.map(({ id }) => id));
  const oldest = known.at(-1)?.startedAt.getTime() ?? 0;
  return came.rows
    .map((row) => ({ ...row, startedAt: new Date(row.startedAt) }))
    .filter((row) => !ids.has(row.id) && row.startedAt.getTime() >= oldest);
}

/** True when calls in between were skipped: more came than are sent, and none of them was known. */
export function hasGap(came: NewCallsJson, known: readonly RequestLogRow[]): boolean {
  const ids = new Set(known.map(({ id }) => id));
  return came.hasMore && !came.rows.some(({ id }) => ids.has(id));
}

/** All of the calls, the newest first, at most `limit`. */
export function newestCalls(calls: readonly RequestLogRow[], limit: number): RequestLogRow[] {
  const newerFirst = (a: RequestLogRow, b: RequestLogRow) =>
    b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1);
  return calls.toSorted(newerFirst).slice(0, limit);
}
