import { DAY_MS, HOUR_MS, MINUTE_MS } from "./durations";

export type DateValue = Date | string | number;

const formats = {
  datetime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  date: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  timeSeconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  dayMonth: { day: "numeric", month: "short" },
  seconds: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const weekday = { weekday: "short", ...formats.datetime } satisfies Intl.DateTimeFormatOptions;

export type DateFormat = keyof typeof formats;

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${key} ${timeZone}`;
  let found = cache.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", { ...options, hourCycle: "h23", timeZone });
    cache.set(id, found);
  }
  return found;
}

/** The instant in the zone, as "1 Dec 2026, 09:00" and without the zone's name; throws RangeError for an unknown zone. */
export function formatDate(value: DateValue, timeZone: string, format: DateFormat = "datetime"): string {
  return formatter(timeZone, format, formats[format]).format(new Date(value));
}

/** The instant in few characters: "1 Dec 09:00" in the year of `now`, else "1 Dec 2027". */
export function formatShort(value: DateValue, now: DateValue, timeZone: string): string {
  const year = (date: DateValue) => formatDate(date, timeZone, "date").slice(-4);
  if (year(value) !== year(now)) return formatDate(value, timeZone, "date");
  return `${formatDate(value, timeZone, "dayMonth")} ${formatDate(value, timeZone, "time")}`;
}

/** The instant to the second with its zone: "1 Dec 2026, 09:00:00 CET". */
export function formatExact(value: DateValue, timeZone: string): string {
  return `${formatDate(value, timeZone, "seconds")} ${zoneName(value, timeZone)}`;
}

/** The instant to the minute with its zone: "1 Dec 2026, 09:00 CET". */
export function formatDateTime(value: DateValue, timeZone: string): string {
  return `${formatDate(value, timeZone)} ${zoneName(value, timeZone)}`;
}

/** The instant to the minute with its weekday and zone: "Tue 1 Dec 2026, 09:00 CET". */
export function formatWeekday(value: DateValue, timeZone: string): string {
  const text = formatter(timeZone, "weekday", weekday).format(new Date(value)).replace(",", "");
  return `${text} ${zoneName(value, timeZone)}`;
}

/** The zone's short name at that instant, "CET" or "GMT-5". */
export function zoneName(value: DateValue, timeZone: string): string {
  const parts = formatter(timeZone, "zone", { timeZoneName: "short" }).formatToParts(new Date(value));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

function calendarDay(value: DateValue, timeZone: string): number {
  const [day, month, year] = formatter(timeZone, "day", { day: "2-digit", month: "2-digit", year: "numeric" })
    .format(new Date(value))
    .split("/")
    .map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) / DAY_MS;
}

/** The distance in words, "2 min ago", "yesterday", "in 9 days"; from 24 hours on it counts calendar days of the zone. */
export function formatRelative(value: DateValue, now: DateValue, timeZone: string): string {
  const diffMs = new Date(value).getTime() - new Date(now).getTime();
  const size = Math.abs(diffMs);
  const say = (text: string) => (diffMs < 0 ? `${text} ago` : `in ${text}`);
  // A page's clock moves on twice a minute: what lies so little ahead of it has happened just now.
  if (size < MINUTE_MS) return diffMs <= MINUTE_MS / 2 ? "just now" : "in a moment";
  if (size < HOUR_MS) return say(`${Math.floor(size / MINUTE_MS)} min`);
  if (size < DAY_MS) return say(`${Math.floor(size / HOUR_MS)} h`);
  const days = Math.abs(calendarDay(value, timeZone) - calendarDay(now, timeZone));
  if (days <= 1) return diffMs < 0 ? "yesterday" : "tomorrow";
  if (days < 60) return say(`${days} days`);
  if (days < 730) return say(`${Math.round(days / 30.44)} months`);
  return say(`${Math.round(days / 365.25)} years`);
}

/** The distance as `formatRelative` has it, but in days up to two years: "in 90 days", for dates that were chosen by days. */
export function formatRelativeDays(value: DateValue, now: DateValue, timeZone: string): string {
  const days = calendarDay(value, timeZone) - calendarDay(now, timeZone);
  const size = Math.abs(days);
  if (size < 2 || size >= 730) return formatRelative(value, now, timeZone);
  return days < 0 ? `${size} days ago` : `in ${size} days`;
}
