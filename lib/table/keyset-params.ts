import { z } from "zod";
import {
  type Filters,
  type FilterValues,
  pageSizeParam,
  readFilters,
  requireFilters,
  type SearchParams,
  searchText,
  valuesOf,
} from "./list-params";
import { OPEN_PARAM } from "./list-query";

const MAX_CURSOR = 512;
const cursor = z.string().min(1).max(MAX_CURSOR).optional().catch(undefined);

/** Which rows of a list that grows without end: the newest, or those beyond a cursor, `after` older, `before` newer. */
export type KeysetQuery = { size: number; after?: string; before?: string };

/** A page with the cursors that lead to newer (`before`) and older (`after`) rows; null at an end. */
export type KeysetPage<Row> = { rows: Row[]; before: string | null; after: string | null };

type FeedQuery<F extends Filters> = KeysetQuery & { q: string; filters: FilterValues<F> };

export type KeysetParams<F extends Filters> = {
  /** Reads the URL; never throws, whatever is not understood becomes its default. */
  parse: (params: SearchParams | URLSearchParams) => FeedQuery<F>;
  /** Does the same for a file, which must hold what its address says; throws `invalid_parameter` as `requireFilters`. */
  parseExactly: (params: URLSearchParams) => FeedQuery<F>;
  /** Search and filters as a URL's `?…`, without the place in the list; empty when there are none. */
  toSearch: (query: Pick<FeedQuery<F>, "q" | "filters">) => string;
};

/** The query that a parser made by `keysetParams` returns. */
export type KeysetQueryOf<P> = P extends KeysetParams<infer F> ? FeedQuery<F> : never;

/** A moment in a URL, ISO 8601 with its offset, of a year from 2000 on. */
export const instantParam = z.iso
  .datetime({ offset: true })
  .refine((value) => value >= "2000" && value < "9999", "Choose a year from 2000 on.");

type Options<F extends Filters> = {
  /** Filters of which only the first choice counts. */
  single?: readonly NoInfer<keyof F & string>[];
};

/** The one reader of the URL of a list that grows without end: `q`, `size`, `after`, `before` and repeatable filters. */
export function keysetParams<F extends Filters = Record<never, never>>(
  filters: F = {} as F,
  { single = [] }: Options<F> = {},
): KeysetParams<F> {
  const size = pageSizeParam(25);

  function parse(params: SearchParams | URLSearchParams): FeedQuery<F> {
    const all = (name: string) => valuesOf(params, name);
    return {
      q: searchText.parse(all("q")[0] ?? ""),
      size: size.parse(all("size")[0]),
      after: cursor.parse(all("after")[0]),
      before: cursor.parse(all("before")[0]),
      filters: readFilters(filters, all, single),
    };
  }

  return {
    parse,
    parseExactly: (params) => {
      requireFilters(filters, params);
      return parse(params);
    },
    toSearch: ({ q, filters: chosen }) => {
      const out = new URLSearchParams(q === "" ? [] : [["q", q]]);
      for (const name of Object.keys(filters))
        for (const value of chosen[name] ?? []) out.append(name, String(value));
      return out.size === 0 ? "" : `?${out}`;
    },
  };
}

const openId = z.uuid().nullable().catch(null);

/** The id of the row whose details are open; null for none. */
export function openRow(params: SearchParams): string | null {
  return openId.parse(valuesOf(params, OPEN_PARAM)[0] ?? null);
}
