"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useTransition,
} from "react";

export type UrlPatch = Record<string, string | readonly string[] | null>;

type TableUrl = {
  pending: boolean;
  params: URLSearchParams;
  hrefFor: (patch: UrlPatch) => string;
  /** "shallow" replaces the address without asking the server, for what it does not read. */
  go: (patch: UrlPatch, mode?: GoMode) => void;
};

type GoMode = "push" | "replace" | "shallow";

const TableUrlContext = createContext<TableUrl | null>(null);
const positions = ["page", "after", "before"];
const notFilters = new Set([...positions, "sort", "size", "hide", "q", "open"]);

function apply(current: URLSearchParams, patch: UrlPatch): URLSearchParams {
  const next = new URLSearchParams(current);
  if (!positions.some((name) => name in patch) && !("hide" in patch))
    for (const name of positions) next.delete(name);
  for (const [name, value] of Object.entries(patch)) {
    next.delete(name);
    if (typeof value === "string") {
      if (value !== "") next.set(name, value);
    } else if (value) for (const each of value) next.append(name, each);
  }
  return next;
}

/** Owns the URL of the table inside; changes that follow fast build on each other, and anything but a page change goes back to page 1. */
export function TableUrlProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const latest = useRef(new URLSearchParams(params));
  useEffect(() => {
    latest.current = new URLSearchParams(params);
  }, [params]);

  const toHref = useCallback(
    (next: URLSearchParams) => (next.size > 0 ? `${pathname}?${next}` : pathname),
    [pathname],
  );
  const go = useCallback(
    (patch: UrlPatch, mode: GoMode = "push") => {
      latest.current = apply(latest.current, patch);
      const href = toHref(latest.current);
      if (mode === "shallow") window.history.replaceState(null, "", href);
      else startTransition(() => router[mode](href, { scroll: false }));
    },
    [router, toHref],
  );
  const value = useMemo<TableUrl>(() => {
    const current = new URLSearchParams(params);
    return { pending, params: current, hrefFor: (patch) => toHref(apply(current, patch)), go };
  }, [pending, params, toHref, go]);
  return <TableUrlContext value={value}>{children}</TableUrlContext>;
}

/** The URL of the table around; throws outside a `DataTable` or `TableUrlProvider`. */
export function useTableUrl(): TableUrl {
  const url = use(TableUrlContext);
  if (!url) throw new Error("useTableUrl needs a TableUrlProvider around it");
  return url;
}

/** The names of the filters that are set in the URL. */
export function activeFilters(params: URLSearchParams): string[] {
  return [...new Set(params.keys())].filter((name) => !notFilters.has(name));
}
