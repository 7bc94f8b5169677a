"use client";

import { type KeyboardEvent, useId, useState } from "react";
import {
  type FilterOption,
  type LoadOptions,
  useFoundOptions,
} from "@/components/data-table/use-found-options";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/utils";

type FilterOptionsProps = {
  label: string;
  options: readonly FilterOption[];
  load?: LoadOptions;
  chosen: readonly string[];
  onToggle: (option: FilterOption) => void;
};

const SEARCHED_FROM = 9;

/** The open list of a filter, with a search where it is long or loaded; arrows move, Space and Enter choose. */
export function FilterOptions({ label, options, load, chosen, onToggle }: FilterOptionsProps) {
  const [search, setSearch] = useState("");
  const found = useFoundOptions(options, load, search);
  const isFirstLoad = found.isLoading && found.options.length === 0 && !found.error;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the controls inside
    <div onKeyDown={moveByKey}>
      {(load || options.length >= SEARCHED_FROM) && (
        <div className="relative mb-1">
          <Input
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={`Find ${label.toLocaleLowerCase()}`}
            aria-label={`Find ${label.toLocaleLowerCase()}`}
            autoComplete="off"
            maxLength={200}
            className="pr-8"
          />
          {found.isLoading && <Spinner className="absolute top-2 right-2 text-muted-foreground" />}
        </div>
      )}
      <ul
        aria-busy={found.isLoading}
        className={cn("max-h-72 overflow-y-auto transition-opacity", found.isLoading && "opacity-55")}
      >
        {isFirstLoad && <LoadingLines />}
        {found.options.map((option) => (
          <OptionLine
            key={option.value}
            option={option}
            checked={chosen.includes(option.value)}
            onToggle={() => onToggle(option)}
          />
        ))}
      </ul>
      <div role="status" className="px-2 text-muted-foreground">
        {!found.isLoading && !found.error && found.options.length === 0 && (
          <p className="py-2">Nothing is called that.</p>
        )}
        {found.hasMore && <p className="py-1.5 text-xs">Type to find more.</p>}
      </div>
      {found.error && (
        <p role="alert" className="px-2 py-2 text-red-text">
          {found.error}
        </p>
      )}
    </div>
  );
}

type OptionLineProps = { option: FilterOption; checked: boolean; onToggle: () => void };

function OptionLine({ option, checked, onToggle }: OptionLineProps) {
  const id = useId();
  return (
    <li>
      <label
        htmlFor={id}
        className="flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 hover:bg-muted has-focus-visible:bg-muted"
      >
        <Checkbox id={id} checked={checked} onChange={onToggle} />
        <span dir="auto" className="line-clamp-2 min-w-0 flex-1 wrap-break-word" title={option.label}>
          {option.label}
        </span>
      </label>
    </li>
  );
}

function LoadingLines() {
  return [0, 1, 2, 3].map((line) => (
    <li key={line} className="flex h-8 items-center px-2">
      <Skeleton className="h-3.5 w-full" />
    </li>
  ));
}

function moveByKey(event: KeyboardEvent<HTMLElement>) {
  const controls = [...event.currentTarget.querySelectorAll("input")];
  const at = controls.indexOf(event.target as HTMLInputElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    controls[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  }
  if (event.key === "Enter" && controls[at]?.type === "checkbox") {
    event.preventDefault();
    controls[at].click();
  }
}
