const MAX_CELL = 32_767;
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold these, so they are replaced.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * The text as a cell can hold it unharmed: at most 32,767 characters, what XML cannot hold replaced, and what Excel
 * would read as an escape (`_x000D_`, ECMA-376 §22.9.2.19) escaped itself.
 */
export function cellText(text: string): string {
  const safe = text.toWellFormed().replace(NOT_XML, "\uFFFD").replace(ESCAPE_LIKE, "_x005F_");
  return safe.length <= MAX_CELL ? safe : `${safe.slice(0, MAX_CELL - 1).toWellFormed()}…`;
}
