import { DAY_MS } from "../../format/durations";

const EARLIEST_MS = Date.UTC(2009, 0, 1);
const CLOCK_SKEW_MS = DAY_MS;

/** Reads WhatsApp's seconds since 1970; what cannot be, before WhatsApp or over a day ahead of `now`, becomes `now`. */
export function sentAt(seconds: string | undefined, now: Date): Date {
  if (seconds === undefined || !/^\d{1,12}$/.test(seconds)) return now;
  const ms = Number(seconds) * 1000;
  return ms >= EARLIEST_MS && ms <= now.getTime() + CLOCK_SKEW_MS ? new Date(ms) : now;
}
