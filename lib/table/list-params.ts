import { z } from "zod";
import { AppError } from "../errors";
import { type ListSort, type PageSize, pageSizes, writeSort } from "./list-query";

export type SearchParams = Record<string, string | string[] | undefined>;

export type Filters = Record<string, z.ZodType<string | number | boolean>>;
export type FilterValues<F extends Filters> = { [K in keyof F]: z.infer<F[K]>[] };

export type ListQuery<Id extends string = string, F extends Filters = Filters> = {
  q: string;
  /** The columns that the list can be sorted by. */
  sortable: readonly Id[];
  sort: ListSort<Id>;
  page: number;
  size: PageSize;
  filters: FilterValues<F>;
};

export type ListParams<Id extends string, F extends Filters> = {
  /** Reads the URL; never throws, whatever is not understood becomes its default. */
  parse: (params: SearchParams | URLSearchParams) => ListQuery<Id, F>;
  /** Does the same for a file, which must hold what its address says; throws `invalid_parameter` as `requireFilters`. */
  parseExactly: (params: URLSearchParams) => ListQuery<Id, F>;
  /** Writes a query, or parts of one, as a URL; what is default is left out. */
  toSearchParams: (query: Partial<ListQuery<Id, F>>) => URLSearchParams;
};

/** The query a parser made by `listParams` returns. */
export type ListQueryOf<P> = P extends ListParams<infer Id, infer F> ? ListQuery<Id, F> : never;

const maxFilterValues = 50;
const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** What is typed into a search: trimmed, cut at 200 characters, without what a database refuses. */
export const searchText = z
  .string()
  .transform((text) => text.replaceAll("\0", "").trim().slice(0, 200).toWellFormed().trim());

type Options<Id extends string, F extends Filters> = {
  sortable: readonly [Id, ...Id[]];
  defaultSort: NoInfer<Id> | `-${NoInfer<Id>}`;
  defaultSize?: PageSize;
  filters?: F;
  /** Filters of which only the first choice counts. */
  single?: readonly NoInfer<keyof F & string>[];
};

/** The one reader and writer of a list's URL: `q`, `sort` ("name" or "-name"), `page`, `size` and repeatable filters. */
export function listParams<const Id extends string, F extends Filters = Record<never, never>>(
  options: Options<Id, F>,
): ListParams<Id, F> {
  const { sortable, defaultSort, defaultSize = 25, single = [] } = options;
  const filters = options.filters ?? ({} as F);
  const fallback = readSort(sortable, defaultSort) ?? { id: sortable[0], desc: false };
  const pageSize = pageSizeParam(defaultSize);

  function parse(params: SearchParams | URLSearchParams): ListQuery<Id, F> {
    const all = (name: string) => valuesOf(params, name);
    return {
      q: searchText.parse(all("q")[0] ?? ""),
      sortable,
      sort: readSort(sortable, all("sort")[0]) ?? fallback,
      page: pageNumber.parse(all("page")[0]),
      size: pageSize.parse(all("size")[0]),
      filters: readFilters(filters, all, single),
    };
  }

  function toSearchParams(query: Partial<ListQuery<Id, F>>): URLSearchParams {
    const out = new URLSearchParams();
    if (query.q) out.set("q", query.q);
    for (const name of Object.keys(filters)) {
      for (const value of query.filters?.[name] ?? []) out.append(name, String(value));
    }
    if (query.sort && writeSort(query.sort) !== writeSort(fallback)) out.set("sort", writeSort(query.sort));
    if (query.page && query.page > 1) out.set("page", String(query.page));
    if (query.size && query.size !== defaultSize) out.set("size", String(query.size));
    return out;
  }

  function parseExactly(params: URLSearchParams): ListQuery<Id, F> {
    requireFilters(filters, params);
    return parse(params);
  }

  return { parse, parseExactly, toSearchParams };
}

/** What narrows a list, as the end of an address: "?q=rossi&state=active", or nothing. */
export function filterSearch<Id extends string, F extends Filters>(
  list: Pick<ListParams<Id, F>, "toSearchParams">,
  { q, filters }: Pick<ListQuery<Id, F>, "q" | "filters">,
): string {
  const params = list.toSearchParams({ q, filters }).toString();
  return params && `?${params}`;
}

/** Reads `size`; what is none of the page sizes becomes the default. */
export function pageSizeParam(defaultSize: PageSize) {
  return z.coerce
    .number()
    .pipe(z.union(pageSizes.map((size) => z.literal(size))))
    .catch(defaultSize);
}

function readSort<Id extends string>(
  sortable: readonly Id[],
  text: string | undefined,
): ListSort<Id> | undefined {
  const desc = text?.startsWith("-") ?? false;
  const id = sortable.find((name) => name === (desc ? text?.slice(1) : text));
  return id === undefined ? undefined : { id, desc };
}

/** The values of each filter that its schema takes, each once, at most 50; of a single one the first. */
export function readFilters<F extends Filters>(
  filters: F,
  all: (name: string) => string[],
  single: readonly string[] = [],
): FilterValues<F> {
  const entries = Object.entries(filters).map(([name, schema]) => {
    const values = all(name).flatMap((value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
    return [name, [...new Set(values)].slice(0, single.includes(name) ? 1 : maxFilterValues)];
  });
  return Object.fromEntries(entries);
}

/** What an address may have besides filters: search, order and place in the list, and the format of a file. */
const NO_FILTERS = new Set(["q", "sort", "page", "size", "after", "before", "format"]);

/** Throws `invalid_parameter` when the address has a filter that the list has not, or one with a value that means nothing. */
export function requireFilters(filters: Filters, params: URLSearchParams): void {
  for (const [name, value] of params) {
    if (NO_FILTERS.has(name)) continue;
    const schema = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (schema?.safeParse(value).success) continue;
    const what = schema ? `The filter ${name} has a value that means nothing` : `There is no filter ${name}`;
    throw new AppError(
      "invalid_parameter",
      `${what}. Open the list, filter it there, and download it again.`,
    );
  }
}

/** Every value of a parameter, whichever way the URL was read. */
export function valuesOf(params: SearchParams | URLSearchParams, name: string): string[] {
  if (params instanceof URLSearchParams) return params.getAll(name);
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
