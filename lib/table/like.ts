/** A pattern for `ilike` that finds the text anywhere, with its wildcards taken literally; null for no text. */
export function containsPattern(text: string): string | null {
  return text === "" ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
