"use client";

import { useEffect, useState } from "react";

export type FilterOption = { value: string; label: string };

/** Named things as the options of a filter. */
export function nameOptions(things: readonly { id: string; name: string }[]): FilterOption[] {
  return things.map(({ id, name }) => ({ value: id, label: name }));
}

/** The first options that a text finds, and whether there are more; rejects with what to do when it cannot tell. */
export type LoadOptions = (search: string) => Promise<{ options: readonly FilterOption[]; hasMore: boolean }>;

export type FoundOptions = {
  options: readonly FilterOption[];
  /** True while these are not yet those of the text. */
  isLoading: boolean;
  hasMore: boolean;
  error: string | null;
};

const debounceMs = 200;

type Loaded = Omit<FoundOptions, "isLoading"> & { search: string };

const NONE: readonly FilterOption[] = [];

/** The options that have the text in their label: of all that are given, or asked of `load` a moment after the last key. */
export function useFoundOptions(
  given: readonly FilterOption[],
  load: LoadOptions | undefined,
  text: string,
): FoundOptions {
  const search = text.trim();
  const [chosenAtOpening] = useState(given);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (!load) return;
    let isStale = false;
    const put = (found: Omit<Loaded, "search">) => isStale || setLoaded({ search, ...found });
    const ask = () =>
      load(search).then(
        (found) => put({ ...found, error: null }),
        (error: unknown) =>
          put({
            options: NONE,
            hasMore: false,
            error: error instanceof Error ? error.message : "Try again.",
          }),
      );
    const timer = setTimeout(ask, search === "" ? 0 : debounceMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [load, search]);

  if (!load) {
    const needle = search.toLocaleLowerCase();
    const options = given.filter((option) => option.label.toLocaleLowerCase().includes(needle));
    return { options, isLoading: false, hasMore: false, error: null };
  }
  if (!loaded) return { options: NONE, isLoading: true, hasMore: false, error: null };
  const first = loaded.search === "" ? chosenAtOpening : NONE;
  const others = loaded.options.filter(({ value }) => !first.some((option) => option.value === value));
  return { ...loaded, options: [...first, ...others], isLoading: loaded.search !== search };
}
