"use client";

import { ChevronDown, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTableUrl } from "@/components/data-table/table-url";
import { DateTimePicker } from "@/components/form/date-time-picker";
import { Field } from "@/components/form/field";
import { useTimeZone } from "@/components/layout/time-provider";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { formatDate } from "@/lib/format/dates";
import { addDays, fromLocal, toLocal } from "@/lib/format/zoned";
import { cn } from "@/lib/utils";

/** Calendar days back from today; today alone is none. */
const PRESETS = [
  { label: "Today", daysBack: 0 },
  { label: "7 days", daysBack: 6 },
  { label: "30 days", daysBack: 29 },
  { label: "90 days", daysBack: 89 },
];

function startOfDay(daysBack: number, timeZone: string): string {
  const today = { ...toLocal(new Date(), timeZone), hour: 0, minute: 0 };
  return fromLocal(addDays(today, -daysBack), timeZone).toISOString();
}

/** What is no time narrows nothing. */
function momentOf(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : text;
}

function summary(from: string | null, to: string | null, timeZone: string): string | null {
  const say = (moment: string) => formatDate(moment, timeZone);
  if (from && to) return `${say(from)} – ${say(to)}`;
  if (from) return `from ${say(from)}`;
  return to && `until ${say(to)}`;
}

/** A chip that keeps a time in the URL, `from` its first moment and `to` the first after it. */
export function DateRangeFilter() {
  const { params, go } = useTableUrl();
  const timeZone = useTimeZone();
  const [isOpen, setIsOpen] = useState(false);
  const [from, to] = [momentOf(params.get("from")), momentOf(params.get("to"))];
  const chosen = summary(from, to, timeZone);

  function put(next: { from: string | null; to: string | null }) {
    setIsOpen(false);
    go(next);
  }

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    put({ from: String(fields.get("from") ?? ""), to: String(fields.get("to") ?? "") });
  }

  return (
    <span data-slot="date-range-filter" className="inline-flex max-w-full">
      <Popover open={isOpen} onOpenChange={setIsOpen}>
        <PopoverTrigger asChild>
          <Button
            variant="outline"
            className={cn(
              "min-w-0 shrink px-2.5",
              chosen ? "rounded-r-none" : "border-dashed text-muted-foreground",
            )}
          >
            Time
            {chosen ? (
              <span className="max-w-64 truncate text-primary">{chosen}</span>
            ) : (
              <ChevronDown className="size-3.5!" />
            )}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="grid w-80 gap-3" aria-label="Time">
          <div className="flex flex-wrap gap-1.5">
            {PRESETS.map((preset) => {
              const start = startOfDay(preset.daysBack, timeZone);
              return (
                <Button
                  key={preset.label}
                  variant="outline"
                  size="sm"
                  aria-pressed={from === start && to === null}
                  onClick={() => put({ from: start, to: null })}
                  className="aria-pressed:border-primary aria-pressed:bg-selected aria-pressed:text-primary"
                >
                  {preset.label}
                </Button>
              );
            })}
          </div>
          <form onSubmit={apply} className="grid gap-3 border-t pt-3">
            <Field label="From">
              <DateTimePicker name="from" defaultValue={from} />
            </Field>
            <Field label="Until">
              <DateTimePicker name="to" defaultValue={to} />
            </Field>
            <Button type="submit" variant="secondary">
              Show this time
            </Button>
          </form>
        </PopoverContent>
      </Popover>
      {chosen && (
        <Button
          variant="outline"
          size="icon"
          className="w-7 rounded-l-none border-l-0 text-muted-foreground"
          aria-label="Clear Time"
          onClick={() => put({ from: null, to: null })}
        >
          <X className="size-3.5!" />
        </Button>
      )}
    </span>
  );
}
