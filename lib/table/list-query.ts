/** How many rows a page of a list may show. */
export const pageSizes = [10, 25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

export type ListSort<Id extends string = string> = { id: Id; desc: boolean };

/** The value of `sort` in a URL: "name" or "-name". */
export function writeSort(sort: ListSort): string {
  return sort.desc ? `-${sort.id}` : sort.id;
}

/** The parameter that names the row whose details are open over the list. */
export const OPEN_PARAM = "open";
