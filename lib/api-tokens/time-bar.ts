import type { TokenDetails } from "./schema";

/** A moment on a token's time bar; `at` is its place in percent from the left. */
export type TimeMark = { what: "activation" | "today" | "expiration" | "deletion"; at: number; time: Date };

/** The marks in their order, and the span in which the token is good; without an end it is open. */
export type TimeBar = { marks: TimeMark[]; from: number; to: number; isOpen: boolean };

type Dates = Pick<TokenDetails, "activatesAt" | "expiresAt" | "deletedAt">;

/** Where the last mark stands when no end closes the bar. */
const OPEN_END = 70;

/** What has become of a token's dates: after its deletion it is neither activated nor does it expire. */
function momentsOf({ activatesAt, expiresAt, deletedAt }: Dates): Omit<TimeMark, "at">[] {
  const moments: { what: TimeMark["what"]; time: Date | null }[] = [
    { what: "activation", time: activatesAt },
    { what: "expiration", time: expiresAt },
  ];
  return [
    ...moments.filter(({ time }) => time !== null && (deletedAt === null || time < deletedAt)),
    { what: "deletion" as const, time: deletedAt },
  ].flatMap(({ what, time }) => (time === null ? [] : [{ what, time }]));
}

/** Places a token's activation, the present and its expiration or deletion on a bar from 0 to 100 percent. */
export function timeBar(token: Dates, now: Date): TimeBar {
  const moments = momentsOf(token);
  const times = [...moments, { what: "today" as const, time: now }].sort(
    (a, b) => a.time.getTime() - b.time.getTime(),
  );
  const [start = 0, end = 0] = [times[0]?.time.getTime(), times.at(-1)?.time.getTime()];
  const over = moments.find(({ what }) => what === "expiration" || what === "deletion");
  const width = over ? 100 : OPEN_END;
  const at = (time: Date) => (end === start ? 0 : (width * (time.getTime() - start)) / (end - start));
  const to = over ? at(over.time) : 100;
  return {
    marks: times.map((mark) => ({ ...mark, at: at(mark.time) })),
    from: moments[0]?.what === "activation" ? at(token.activatesAt) : to,
    to,
    isOpen: over === undefined,
  };
}

/**
 * In which row below the bar, from 1 on, the label of each place stands: in the first one in which it is at least
 * `room` percent away from every other one. The places of which `yields` is true look for theirs last.
 */
export function labelRows(places: readonly { at: number; yields: boolean }[], room: number): number[] {
  const rows: { at: number; row: number }[] = [];
  const placed = places.map(() => 1);
  for (const yields of [false, true])
    for (const [i, place] of places.entries()) {
      if (place.yields !== yields) continue;
      let row = 1;
      while (rows.some((other) => other.row === row && Math.abs(other.at - place.at) < room)) row += 1;
      rows.push({ at: place.at, row });
      placed[i] = row;
    }
  return placed;
}
