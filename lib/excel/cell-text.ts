const MAX_CELL = 32_767;
/** What would be read as an escape, also together with the one that a carriage return becomes. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}[_\r])/g;
/** The beginning of an escape whose end was cut off. */
const CUT_ESCAPE = /(?<!_x[0-9A-F]{4})_(?:x[0-9A-F]{0,4})?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold these, so they are replaced.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * The text as a cell can hold it unharmed: at most 32,767 characters, what XML cannot hold replaced. A carriage
 * return, of which XML would make a line feed, is an escape (`_x000D_`, ECMA-376 §22.9.2.19), and what Excel would read as
 * one is escaped itself.
 */
export function cellText(text: string): string {
  const safe = text
    .toWellFormed()
    .replace(NOT_XML, "\uFFFD")
    .replace(ESCAPE_LIKE, "_x005F_")
    .replaceAll("\r", "_x000D_");
  if (safe.length <= MAX_CELL) return safe;
  return `${safe
    .slice(0, MAX_CELL - 1)
    .replace(CUT_ESCAPE, "")
    .toWellFormed()}…`;
}
