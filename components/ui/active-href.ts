/** The longest of `hrefs` that is the path itself or a folder above it; undefined when none is. */
export function activeHref(pathname: string, hrefs: readonly string[]): string | undefined {
  return hrefs
    .filter((href) => pathname === href || pathname.startsWith(href.endsWith("/") ? href : `${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
