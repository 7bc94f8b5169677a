"use client";

import { useNow, useTimeZone } from "@/components/layout/time-provider";
import {
  type DateFormat,
  type DateValue,
  formatDate,
  formatDateTime,
  formatExact,
  formatRelative,
  formatShort,
} from "@/lib/format/dates";

type TimeProps = { value: DateValue | null; empty?: string; className?: string };

/** "2 min ago" with the exact time and zone as its title; `empty` ("never") stands for null. */
export function RelativeTime({ value, empty = "never", className }: TimeProps) {
  const now = useNow();
  const timeZone = useTimeZone();
  if (value === null) return <span className={className}>{empty}</span>;
  return (
    <time
      data-slot="relative-time"
      dateTime={new Date(value).toISOString()}
      title={formatExact(value, timeZone)}
      className={className}
    >
      {now === null ? formatDateTime(value, timeZone) : formatRelative(value, now, timeZone)}
    </time>
  );
}

/** "1 Dec 09:00" in the reader's zone, or "1 Dec 2027" of another year, with the exact time and zone as its title. */
export function ShortTime({ value, className }: { value: DateValue; className?: string }) {
  const now = useNow();
  const timeZone = useTimeZone();
  return (
    <time
      data-slot="short-time"
      dateTime={new Date(value).toISOString()}
      title={formatExact(value, timeZone)}
      className={className}
    >
      {now === null ? formatDateTime(value, timeZone) : formatShort(value, now, timeZone)}
    </time>
  );
}

/** "1 Dec 2026, 09:00" in the reader's zone with the zone in its title, or in the text with `zone`. */
export function DateTime({
  value,
  empty = "–",
  format = "datetime",
  zone = false,
  className,
}: TimeProps & { format?: DateFormat; zone?: boolean }) {
  const timeZone = useTimeZone();
  if (value === null) return <span className={className}>{empty}</span>;
  return (
    <time
      data-slot="date-time"
      dateTime={new Date(value).toISOString()}
      title={formatExact(value, timeZone)}
      className={className}
    >
      {zone ? formatDateTime(value, timeZone) : formatDate(value, timeZone, format)}
    </time>
  );
}

/** Names the zone of a page's times once: "Times in Europe/Rome". */
export function TimeZoneNote() {
  const timeZone = useTimeZone();
  return (
    <span data-slot="time-zone-note" className="whitespace-nowrap">
      Times in {timeZone.replaceAll("_", " ")}
    </span>
  );
}
