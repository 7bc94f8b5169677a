import type { TokenDetails } from "./schema";

/** A moment on a token's time bar; `at` is its place in percent from the left. */
export type TimeMark = { what: "activation" | "today" | "expiration"; at: number; time: Date };

/** The marks in their order, and the span in which the token is good; without an expiration it has no end. */
export type TimeBar = { marks: TimeMark[]; from: number; to: number; isOpen: boolean };

/** Where the last mark stands when no expiration ends the bar. */
const OPEN_END = 70;

/** Places a token's activation, the present and its expiration on a bar from 0 to 100 percent. */
export function timeBar(token: Pick<TokenDetails, "activatesAt" | "expiresAt">, now: Date): TimeBar {
  const { activatesAt, expiresAt } = token;
  const times: Omit<TimeMark, "at">[] = [
    { what: "activation", time: activatesAt },
    { what: "today", time: now },
    ...(expiresAt ? [{ what: "expiration" as const, time: expiresAt }] : []),
  ];
  const stamps = times.map(({ time }) => time.getTime());
  const [start, end] = [Math.min(...stamps), Math.max(...stamps)];
  const width = expiresAt ? 100 : OPEN_END;
  const at = (time: Date) => (end === start ? 0 : (width * (time.getTime() - start)) / (end - start));
  const marks = times
    .map((mark) => ({ ...mark, at: at(mark.time) }))
    .sort((a, b) => a.time.getTime() - b.time.getTime());
  return { marks, from: at(activatesAt), to: expiresAt ? at(expiresAt) : 100, isOpen: expiresAt === null };
}
