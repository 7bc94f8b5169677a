"use client";

import { CalendarDays } from "lucide-react";
import { DateCalendar } from "@/components/form/date-calendar";
import type { DateDraft } from "@/components/form/use-date-draft";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export type CalendarPopoverProps = {
  date: DateDraft;
  min?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The button that opens a calendar in which the date is picked. */
export function CalendarPopover({ date, min, open, onOpenChange }: CalendarPopoverProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label="Open calendar">
          <CalendarDays />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Calendar">
        <DateCalendar
          local={date.local}
          min={min}
          timeZone={date.timeZone}
          onChange={date.setLocal}
          onDone={() => onOpenChange(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
