"use client";

import { TriangleAlert } from "lucide-react";
import { useNow, useTimeZone } from "@/components/layout/time-provider";
import { formatRelativeDays, formatWeekday } from "@/lib/format/dates";

export type DateWordsProps = {
  id: string;
  iso: string;
  /** What to watch out for with that date; both in milliseconds since the epoch. */
  warn?: (instant: number, now: number) => string | undefined;
};

/** A chosen date in words, "in 90 days, Tue 23 Feb 2027, 23:10 CET", with a warning where there is one. */
export function DateWords({ id, iso, warn }: DateWordsProps) {
  const now = useNow();
  const timeZone = useTimeZone();
  const warning = now === null ? undefined : warn?.(Date.parse(iso), now);
  return (
    <div id={id} className="grid gap-1 text-xs text-muted-foreground">
      <p>
        {now !== null && `${formatRelativeDays(iso, now, timeZone)}, `}
        {formatWeekday(iso, timeZone)}
      </p>
      {warning && (
        <p className="flex items-start gap-1 text-amber-text">
          <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          {warning}
        </p>
      )}
    </div>
  );
}
