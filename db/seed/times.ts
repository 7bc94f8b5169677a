import { itemAt, type Random } from "./random";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Visits per hour of the day in UTC, on a working day: shops and integrations of central Europe. */
const HOURLY = [2, 1, 1, 1, 2, 4, 9, 18, 26, 30, 29, 24, 21, 25, 28, 27, 22, 16, 12, 10, 8, 6, 4, 3];
const WEEKDAY = [0.25, 1.1, 1, 1, 1, 0.95, 0.45];

/** The moment that lies that many milliseconds after (or, when negative, before) another. */
export function shifted(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}

/**
 * Returns a function that draws moments between `from` and `until`, dense in business hours and thin at night and on
 * weekends; with `growth` above 1 the last hours get that many times the weight of the first.
 */
export function businessTimes(random: Random, from: Date, until: Date, growth = 1): () => Date {
  const spanMs = until.getTime() - from.getTime();
  const starts: number[] = [];
  const sums: number[] = [];
  let total = 0;
  for (let start = from.getTime(); start < until.getTime(); start += HOUR_MS) {
    const middle = new Date(start + HOUR_MS / 2);
    const recency = 1 + (growth - 1) * ((start - from.getTime()) / spanMs);
    total += itemAt(HOURLY, middle.getUTCHours()) * itemAt(WEEKDAY, middle.getUTCDay()) * recency;
    starts.push(start);
    sums.push(total);
  }
  return () => {
    const wanted = random.fraction() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (itemAt(sums, middle) > wanted) high = middle;
      else low = middle + 1;
    }
    const time = itemAt(starts, low) + random.below(HOUR_MS);
    return new Date(Math.min(time, until.getTime() - 1));
  };
}
