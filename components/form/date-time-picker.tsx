"use client";

import { CalendarDays, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { DateCalendar } from "@/components/form/date-calendar";
import { useDateDraft } from "@/components/form/use-date-draft";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { zoneName } from "@/lib/format/dates";
import { cn } from "@/lib/utils";

export type DatePreset = { label: string; days: number | null };

export type DateTimePickerProps = {
  name: string;
  defaultValue?: string | null;
  id?: string;
  /** Time of day, HH:mm, of a date that is picked or typed without one. */
  defaultTime?: string;
  presets?: readonly DatePreset[];
  min?: string;
  max?: string;
  required?: boolean;
  disabled?: boolean;
  showZone?: boolean;
  placeholder?: string;
  onValueChange?: (iso: string | null) => void;
  className?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling";
};

/** A moment, typed as "2026-12-31 18:00" or picked; submits `name` as an ISO 8601 instant in UTC, or empty when there is none. */
export function DateTimePicker(props: DateTimePickerProps) {
  const {
    name,
    defaultValue = null,
    defaultTime = "00:00",
    presets,
    min,
    max,
    disabled,
    showZone = true,
    onValueChange,
  } = props;
  const date = useDateDraft({ initial: defaultValue, defaultTime, min, max, onValueChange });
  const problemId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.setCustomValidity(date.problem ?? ""), [date.problem]);

  function clear() {
    date.clear();
    input.current?.focus();
  }

  return (
    <div data-slot="date-time-picker" className={cn("grid gap-1.5", props.className)}>
      <div className="relative max-w-72">
        <Input
          ref={input}
          id={props.id}
          value={date.text}
          onChange={(event) => date.type(event.target.value)}
          onBlur={date.settle}
          disabled={disabled}
          required={props.required}
          placeholder={props.placeholder ?? "YYYY-MM-DD HH:mm"}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={
            [props["aria-describedby"], date.shownProblem && problemId].filter(Boolean).join(" ") || undefined
          }
          aria-invalid={date.shownProblem ? true : props["aria-invalid"]}
          className="pr-28"
        />
        <input type="hidden" name={name} value={date.submitted} disabled={disabled} />
        <div className="absolute inset-y-0 right-0.5 flex items-center">
          {showZone && (
            <span title={date.timeZone} className="px-1 text-xs text-muted-foreground">
              {zoneName(date.iso ?? date.now ?? 0, date.timeZone)}
            </span>
          )}
          {date.text !== "" && !props.required && !disabled && (
            <Button variant="ghost" size="icon-sm" aria-label="Clear date" onClick={clear}>
              <X />
            </Button>
          )}
          <Popover>
            <PopoverTrigger asChild>
              <Button variant="ghost" size="icon-sm" disabled={disabled} aria-label="Open calendar">
                <CalendarDays />
              </Button>
            </PopoverTrigger>
            <PopoverContent align="end">
              <DateCalendar
                local={date.local}
                clock={date.clock}
                min={min}
                max={max}
                timeZone={date.timeZone}
                onChange={date.setLocal}
              />
            </PopoverContent>
          </Popover>
        </div>
      </div>
      {date.shownProblem && (
        <p id={problemId} className="text-sm text-red-text">
          {date.shownProblem}
        </p>
      )}
      {presets && presets.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {presets.map(({ label, days }) => (
            <Button
              key={label}
              variant="outline"
              size="sm"
              disabled={disabled}
              aria-pressed={date.preset === label || (days === null && date.text === "")}
              onClick={() => date.pickPreset(label, days)}
              className="aria-pressed:border-primary aria-pressed:bg-selected aria-pressed:text-primary"
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
