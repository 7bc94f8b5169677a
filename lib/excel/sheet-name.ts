const MAX_NAME = 31;
const FORBIDDEN = /[[\]:*?/\\]/g;

/**
 * A sheet's name as Excel takes it: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at its ends; the
 * second part of a list that one sheet cannot hold is called "Name (2)".
 */
export function sheetName(name: string, part = 1): string {
  const suffix = part === 1 ? "" : ` (${part})`;
  const cut = name
    .toWellFormed()
    .replace(FORBIDDEN, " ")
    .trim()
    .slice(0, MAX_NAME - suffix.length);
  const safe =
    cut
      .toWellFormed()
      .replace(/^'+|'+$/g, "")
      .trim() || "Sheet";
  return `${safe}${suffix}`;
}
