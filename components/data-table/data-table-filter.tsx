"use client";

import { ChevronDown, X } from "lucide-react";
import { useId, useOptimistic, useState, useTransition } from "react";
import { useTableUrl } from "@/components/data-table/table-url";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/utils";

export type FilterOption = { value: string; label: string; count?: number };
export type DataTableFilterProps = {
  param: string;
  label: string;
  options: readonly FilterOption[];
  /** With false a new choice replaces the old one. */
  multiple?: boolean;
};

/** A chip that keeps its choices in the URL as a repeated parameter; more than eight options can be searched. */
export function DataTableFilter({ param, label, options, multiple = true }: DataTableFilterProps) {
  const { params, go } = useTableUrl();
  const [, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(params.getAll(param));
  const id = useId();
  const [search, setSearch] = useState("");
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const needle = search.trim().toLocaleLowerCase();
  const found = options.filter((option) => option.label.toLocaleLowerCase().includes(needle));

  function put(next: string[]) {
    startTransition(() => {
      setChosen(next);
      go({ [param]: next });
    });
  }

  function toggle(value: string) {
    const rest = chosen.filter((each) => each !== value);
    if (rest.length < chosen.length) put(rest);
    else put(multiple ? [...rest, value] : [value]);
  }

  return (
    <span data-slot="data-table-filter" className="inline-flex max-w-full">
      <Popover onOpenChange={() => setSearch("")}>
        <PopoverTrigger asChild>
          <Button
            variant="outline"
            className={cn(
              "min-w-0 shrink px-2.5",
              names.length > 0 ? "rounded-r-none" : "border-dashed text-muted-foreground",
            )}
          >
            {label}
            {names.length > 0 && <span className="max-w-44 truncate text-primary">{summary(names)}</span>}
            {names.length === 0 && <ChevronDown className="size-3.5!" />}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-60 p-1" aria-label={label}>
          {options.length > 8 && (
            <Input
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              placeholder={`Find ${label.toLocaleLowerCase()}`}
              aria-label={`Find ${label.toLocaleLowerCase()}`}
              className="mb-1"
            />
          )}
          <ul className="max-h-72 overflow-y-auto">
            {found.map((option) => (
              <li key={option.value}>
                <label
                  htmlFor={`${id}-${option.value}`}
                  className="flex min-h-8 items-center gap-2 rounded-sm px-2 hover:bg-muted has-focus-visible:bg-muted"
                >
                  <Checkbox
                    id={`${id}-${option.value}`}
                    checked={chosen.includes(option.value)}
                    onChange={() => toggle(option.value)}
                  />
                  <span dir="auto" className="min-w-0 flex-1 truncate" title={option.label}>
                    {option.label}
                  </span>
                  {option.count !== undefined && (
                    <span className="text-xs text-muted-foreground">{option.count}</span>
                  )}
                </label>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="px-2 py-2 text-muted-foreground">Nothing is called that.</p>}
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

function summary(names: readonly string[]): string {
  return names.length > 2 ? `${names.length} chosen` : names.join(", ");
}
