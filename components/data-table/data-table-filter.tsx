"use client";

import { ChevronDown, X } from "lucide-react";
import { useOptimistic, useState, useTransition } from "react";
import { FilterOptions } from "@/components/data-table/filter-options";
import { useTableUrl } from "@/components/data-table/table-url";
import type { FilterOption, LoadOptions } from "@/components/data-table/use-found-options";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/utils";

export type DataTableFilterProps = {
  param: string;
  label: string;
  /** All there are; with `load` only those that are chosen already. */
  options: readonly FilterOption[];
  /** Finds options by what is typed, from the opening on. Keep it at module scope. */
  load?: LoadOptions;
  /** With false a new choice replaces the old one. */
  multiple?: boolean;
};

/** More than a list of the usual width shows in a line. */
const LONG_LABEL_CHARS = 32;

/** A chip that keeps its choices in the URL as a repeated parameter; more than eight options can be searched. */
export function DataTableFilter({ param, label, options, load, multiple = true }: DataTableFilterProps) {
  const { params, go } = useTableUrl();
  const [, startTransition] = useTransition();
  const [inUrl, setInUrl] = useOptimistic(params.getAll(param));
  const [picked, setPicked] = useState<readonly FilterOption[]>([]);
  const [open, setOpen] = useState(false);
  const known = [...options, ...picked];
  const labelOf = (value: string) => known.find((option) => option.value === value)?.label;
  // What is not offered is no choice, as for the server; with `load` only the server knows all.
  const offered = inUrl.filter((value) => load !== undefined || labelOf(value) !== undefined);
  const chosen = multiple ? offered : offered.slice(0, 1);
  const chosenOptions = chosen.map((value) => ({ value, label: labelOf(value) ?? "Unknown" }));
  const names = chosenOptions.map((option) => option.label);

  function put(next: string[]) {
    startTransition(() => {
      setInUrl(next);
      go({ [param]: next });
    });
  }

  function toggle(option: FilterOption) {
    const rest = chosen.filter((each) => each !== option.value);
    if (!multiple) setOpen(false);
    if (rest.length < chosen.length) return put(rest);
    setPicked([...picked, option]);
    put(multiple ? [...rest, option.value] : [option.value]);
  }

  return (
    <span data-slot="data-table-filter" className="inline-flex max-w-full">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button
            variant="outline"
            className={cn(
              "min-w-0 shrink px-2.5",
              names.length > 0 ? "rounded-r-none" : "border-dashed text-muted-foreground",
            )}
          >
            {label}
            {names.length > 0 && (
              <span dir="auto" className="max-w-44 truncate text-primary">
                {summary(names)}
              </span>
            )}
            {names.length === 0 && <ChevronDown className="size-3.5!" />}
          </Button>
        </PopoverTrigger>
        <PopoverContent className={cn("p-1", !load && isLong(options) ? "w-96" : "w-64")} aria-label={label}>
          <FilterOptions
            label={label}
            options={load ? chosenOptions : options}
            load={load}
            chosen={chosen}
            onToggle={toggle}
          />
        </PopoverContent>
      </Popover>
      {names.length > 0 && (
        <Button
          variant="outline"
          size="icon"
          className="w-7 rounded-l-none border-l-0 text-muted-foreground"
          aria-label={`Clear ${label}`}
          onClick={() => put([])}
        >
          <X className="size-3.5!" />
        </Button>
      )}
    </span>
  );
}

function isLong(options: readonly FilterOption[]): boolean {
  return options.some(({ label }) => label.length > LONG_LABEL_CHARS);
}

function summary(names: readonly string[]): string {
  return names.length > 2 ? `${names.length} chosen` : names.join(", ");
}
