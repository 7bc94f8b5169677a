import { DAY_MS } from "./durations";

export type LocalDateTime = { year: number; month: number; day: number; hour: number; minute: number };

const two = (value: number) => String(value).padStart(2, "0");

/** The wall clock of a zone at an instant; months count from 1. */
export function toLocal(instant: Date, timeZone: string): LocalDateTime {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
  };
}

/** The instant of a wall clock; of a time that comes twice the first one, and a time that is skipped moves on by the gap. */
export function fromLocal(local: LocalDateTime, timeZone: string): Date {
  const wanted = asUtc(local);
  const offsetAt = (time: number) => asUtc(toLocal(new Date(time), timeZone)) - time;
  const before = wanted - offsetAt(wanted - DAY_MS);
  const after = wanted - offsetAt(wanted + DAY_MS);
  const exact = [before, after].filter((time) => time + offsetAt(time) === wanted);
  return new Date(exact.length > 0 ? Math.min(...exact) : before);
}

function asUtc({ year, month, day, hour, minute }: LocalDateTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** "2026-12-01 09:00". */
export function formatLocal(local: LocalDateTime): string {
  return `${local.year}-${two(local.month)}-${two(local.day)} ${formatClock(local)}`;
}

/** "09:00". */
export function formatClock({ hour, minute }: Pick<LocalDateTime, "hour" | "minute">): string {
  return `${two(hour)}:${two(minute)}`;
}

/** Reads "9", "930", "9:30" or "09:30"; null for anything that is no time of day. */
export function parseClock(text: string): Pick<LocalDateTime, "hour" | "minute"> | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** Reads "2026-12-01 09:00", "2026-12-1" (at `clock`) and the same with a T; null for anything that is no real date. */
export function parseLocal(
  text: string,
  clock: Pick<LocalDateTime, "hour" | "minute">,
): LocalDateTime | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:\s*,\s*|\s+|T)(\S+))?$/.exec(text.trim());
  if (!match) return null;
  const time = match[4] === undefined ? clock : parseClock(match[4]);
  if (!time) return null;
  const local = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), ...time };
  const back = new Date(asUtc(local));
  return back.getUTCMonth() + 1 === local.month && back.getUTCDate() === local.day ? local : null;
}

/** The same wall clock some calendar days later. */
export function addDays(local: LocalDateTime, days: number): LocalDateTime {
  const moved = new Date(asUtc(local) + days * DAY_MS);
  return { ...local, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** The instant that many calendar days later at the same wall clock of the zone, to the minute. */
export function daysAfter(instant: Date, days: number, timeZone: string): Date {
  return fromLocal(addDays(toLocal(instant, timeZone), days), timeZone);
}
