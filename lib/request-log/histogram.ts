import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../format/durations";
import { addDays, fromLocal, toLocal } from "../format/zoned";
import { timeOfId } from "../table/id-time";
import type { RequestCounts } from "./chart";

const MOST_BARS = 60;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
];
const DAY_STEPS = [1, 2, 7, 14, 30, 90, 365];
const DEFAULT_MS = DAY_MS;

/** The time that a histogram shows, its end excluded. */
export type HistogramRange = { from: Date; to: Date };

export type RequestHistogram = HistogramRange &
  RequestCounts & {
    /** Calls from before were dropped. */
    keptFrom: Date;
  };

/**
 * The time that is asked for; without a beginning the 24 hours before the end, without an end until `now`. A search for
 * one call and no time is answered by the hour around it.
 */
export function histogramRange(asked: Partial<HistogramRange> & { id?: string }, now: Date): HistogramRange {
  const calledAt = asked.id && !asked.from && !asked.to ? timeOfId(asked.id)?.getTime() : undefined;
  if (calledAt !== undefined)
    return { from: new Date(calledAt - HOUR_MS / 2), to: new Date(calledAt + HOUR_MS / 2) };
  const to = asked.to ?? now;
  const from = asked.from ?? new Date(to.getTime() - DEFAULT_MS);
  return from < to ? { from, to } : { from, to: new Date(from.getTime() + SECOND_MS) };
}

function dayStarts({ from, to }: HistogramRange, timeZone: string): Date[] {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  const step = DAY_STEPS.find((each) => days / each <= MOST_BARS) ?? Math.ceil(days / MOST_BARS);
  const midnight = { ...toLocal(from, timeZone), hour: 0, minute: 0 };
  const starts: Date[] = [];
  for (let day = 0; ; day += step) {
    const start = fromLocal(addDays(midnight, day), timeZone);
    if (start >= to) return starts;
    starts.push(start);
  }
}

/**
 * The starts of a histogram's bars, at most about 60 of equal length: round times of the zone's clock, the first one
 * not after the beginning. Bars of days begin at the zone's midnight.
 */
export function barStarts(range: HistogramRange, timeZone: string): Date[] {
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  const step = STEPS_MS.find((each) => (to - from) / each <= MOST_BARS);
  if (step === undefined) return dayStarts(range, timeZone);
  const local = toLocal(range.from, timeZone);
  const sinceMidnight = local.hour * HOUR_MS + local.minute * MINUTE_MS + (from % MINUTE_MS);
  const first = from - (sinceMidnight % step);
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, i) => new Date(first + i * step));
}

/** The end of a bar: the start of the next one, or of the histogram's time. */
export function barEnd({ bars, to }: RequestHistogram, index: number): Date {
  return bars[index + 1]?.startsAt ?? to;
}

const WIDER = 3;

type Kept = Pick<RequestHistogram, "from" | "to" | "keptFrom">;

/**
 * A time about three times as long around this one, as far back as calls are kept; without an end when that would lie in
 * the future.
 */
export function zoomedOut({ from, to, keptFrom }: Kept, now = new Date()): { from: Date; to: Date | null } {
  const more = ((to.getTime() - from.getTime()) * (WIDER - 1)) / 2;
  const end = new Date(to.getTime() + more);
  const start = Math.max(from.getTime() - more, Math.min(from.getTime(), keptFrom.getTime()));
  return { from: new Date(start), to: end >= now ? null : end };
}
