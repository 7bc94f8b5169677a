"use client";

import { useId, useState } from "react";
import { MIDNIGHT } from "@/components/form/use-date-draft";
import { Button } from "@/components/ui/button";
import { Calendar } from "@/components/ui/calendar";
import { Input } from "@/components/ui/input";
import { PopoverClose } from "@/components/ui/popover";
import { formatClock, type LocalDateTime, parseClock, toLocal } from "@/lib/format/zoned";

type DateCalendarProps = {
  local: LocalDateTime | undefined;
  min?: string;
  timeZone: string;
  onChange: (local: LocalDateTime) => void;
  onDone: () => void;
};

const toDay = ({ year, month, day }: LocalDateTime) => new Date(year, month - 1, day);

/** The inside of the picker's popover: days, and the time of day as HH:mm. */
export function DateCalendar({ local, min, timeZone, onChange, onDone }: DateCalendarProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const bound = (instant: string) => toDay(toLocal(new Date(instant), timeZone));
  const selected = local && toDay(local);
  const today = toDay(toLocal(new Date(), timeZone));

  function pickDay(day: Date) {
    const time = (typed && parseClock(typed)) || (local ?? MIDNIGHT);
    onChange({
      year: day.getFullYear(),
      month: day.getMonth() + 1,
      day: day.getDate(),
      hour: time.hour,
      minute: time.minute,
    });
  }

  function typeTime(text: string) {
    setTyped(text);
    const time = parseClock(text);
    if (time && local) onChange({ ...local, ...time });
  }

  return (
    <div className="grid gap-3">
      <Calendar
        mode="single"
        autoFocus
        required
        selected={selected}
        today={today}
        defaultMonth={selected ?? (min ? bound(min) : today)}
        disabled={min ? { before: bound(min) } : undefined}
        onSelect={pickDay}
      />
      <div className="flex items-center gap-2 border-t pt-3">
        <label htmlFor={id} className="text-sm text-muted-foreground">
          Time
        </label>
        <Input
          id={id}
          value={typed ?? formatClock(local ?? MIDNIGHT)}
          onChange={(event) => typeTime(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && onDone()}
          onBlur={() => setTyped(undefined)}
          aria-invalid={typed !== undefined && parseClock(typed) === null}
          inputMode="numeric"
          placeholder="HH:mm"
          autoComplete="off"
          className="w-20"
        />
        <PopoverClose asChild>
          <Button size="sm" variant="secondary" className="ml-auto">
            Done
          </Button>
        </PopoverClose>
      </div>
    </div>
  );
}
