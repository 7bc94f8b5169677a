"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { afterPress } from "@/components/form/after-press";
import { CalendarPopover } from "@/components/form/calendar-popover";
import { type DatePreset, DatePresets } from "@/components/form/date-presets";
import { DateWords, type DateWordsProps } from "@/components/form/date-words";
import { useDateDraft } from "@/components/form/use-date-draft";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { zoneName } from "@/lib/format/dates";

export type DateTimePickerProps = {
  name: string;
  defaultValue?: string | null;
  id?: string;
  presets?: readonly DatePreset[];
  /** Presets count from this instant while it lies in the future. */
  presetsFrom?: string | null;
  min?: string;
  /** What to say of a time before `min`. */
  minProblem?: string;
  required?: boolean;
  warn?: DateWordsProps["warn"];
  onValueChange?: (iso: string | null) => void;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling";
};

/** A moment, typed as "2026-12-31 18:00" or picked; submits `name` as an ISO 8601 instant in UTC, or empty when there is none. */
export function DateTimePicker(props: DateTimePickerProps) {
  const { name, defaultValue = null, presets = [] } = props;
  const date = useDateDraft({ ...props, initial: defaultValue });
  const [open, setOpen] = useState(false);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // The server says the same of what it refuses: once is enough.
  const problem = props["aria-invalid"] ? undefined : date.shownProblem;
  const describedBy = [props["aria-describedby"], problem && `${id}-problem`, date.iso && `${id}-words`];

  function clear() {
    date.clear();
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" || !event.altKey) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <div data-slot="date-time-picker" className="grid gap-1.5">
      <div className="relative max-w-72">
        <Input
          ref={input}
          id={props.id}
          value={date.text}
          onChange={(event) => date.type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => afterPress(date.settle)}
          required={props.required}
          placeholder="YYYY-MM-DD HH:mm"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={describedBy.filter(Boolean).join(" ") || undefined}
          aria-invalid={problem ? true : props["aria-invalid"]}
          className="pr-28"
        />
        <input type="hidden" name={name} value={date.submitted} />
        <div className="absolute inset-y-0 right-0.5 flex items-center">
          <span title={date.timeZone} className="px-1 text-xs text-muted-foreground">
            {zoneName(date.iso ?? date.now ?? 0, date.timeZone)}
          </span>
          {date.text !== "" && !props.required && (
            <Button variant="ghost" size="icon-sm" aria-label="Clear date" onClick={clear}>
              <X />
            </Button>
          )}
          <CalendarPopover date={date} min={props.min} open={open} onOpenChange={setOpen} />
        </div>
      </div>
      {problem && (
        <p id={`${id}-problem`} className="text-sm text-red-text">
          {problem}
        </p>
      )}
      {date.iso && <DateWords id={`${id}-words`} iso={date.iso} warn={problem ? undefined : props.warn} />}
      {presets.length > 0 && (
        <DatePresets
          presets={presets}
          isPressed={({ label, days }) => date.preset === label || (days === null && date.text === "")}
          onPick={({ label, days }) => date.pickPreset(label, days)}
        />
      )}
    </div>
  );
}
