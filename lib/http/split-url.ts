/** Splits a request URL into path and query by hand: a malformed one stays as it came. */
export function splitUrl(url: string): { path: string; search: string } {
  const afterOrigin = url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").split("#", 1)[0] ?? "";
  const mark = afterOrigin.indexOf("?");
  if (mark < 0) return { path: afterOrigin || "/", search: "" };
  return { path: afterOrigin.slice(0, mark) || "/", search: afterOrigin.slice(mark) };
}

/** A part of a URL without its percent signs; null when they encode no text in UTF-8. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
