/** At most seven places: the ends, the page and its neighbours, null where pages are left out. */
export function pageWindow(page: number, pages: number): (number | null)[] {
  if (pages <= 7) return Array.from({ length: pages }, (_, index) => index + 1);
  const start = page <= 4 ? 2 : Math.min(page - 1, pages - 4);
  const end = page >= pages - 3 ? pages - 1 : Math.max(page + 1, 5);
  const middle = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  return [1, ...(start > 2 ? [null] : []), ...middle, ...(end < pages - 1 ? [null] : []), pages];
}
