"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ComponentProps } from "react";
import { type ChevronProps, DayPicker, type Modifiers } from "react-day-picker";
import { cn } from "@/lib/utils";

const navButton =
  "inline-grid size-7 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground aria-disabled:pointer-events-none aria-disabled:opacity-40";

const classNames = {
  root: "w-fit text-sm",
  months: "relative flex flex-col gap-4",
  month: "grid gap-2",
  month_caption: "flex h-7 items-center px-1",
  caption_label: "text-sm font-medium",
  nav: "absolute top-0 right-0 z-10 flex gap-1",
  button_previous: navButton,
  button_next: navButton,
  month_grid: "border-collapse",
  weekday: "h-7 w-8 text-xs font-normal text-muted-foreground",
  day: "size-8 p-0 text-center",
  day_button:
    "size-8 rounded-md tabular-nums hover:bg-muted disabled:cursor-not-allowed disabled:text-muted-foreground disabled:line-through disabled:opacity-60 disabled:hover:bg-transparent",
  today: "font-semibold text-primary",
  selected:
    "[&>button]:bg-primary [&>button]:font-medium [&>button]:text-primary-foreground [&>button]:hover:bg-primary-hover",
  outside: "text-muted-foreground",
  hidden: "invisible",
};

function Chevron({ orientation, className }: ChevronProps) {
  const Icon = orientation === "left" ? ChevronLeft : ChevronRight;
  return <Icon className={cn("size-4", className)} />;
}

const dayName = new Intl.DateTimeFormat("en-GB", { dateStyle: "full" });

/** The name of a day begins with what is seen of it, so that it can be said. */
function labelDayButton(day: Date, { today, selected }: Modifiers): string {
  return [`${day.getDate()}: ${dayName.format(day)}`, today && "today", selected && "selected"]
    .filter(Boolean)
    .join(", ");
}

/** A month grid that starts on Monday; arrows, Page Up and Page Down move between days and months. */
export function Calendar({ className, ...props }: ComponentProps<typeof DayPicker>) {
  return (
    <div data-slot="calendar" className={className}>
      <DayPicker
        weekStartsOn={1}
        showOutsideDays
        fixedWeeks
        classNames={classNames}
        components={{ Chevron }}
        labels={{ labelDayButton }}
        {...props}
      />
    </div>
  );
}
