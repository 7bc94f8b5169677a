import { LANGUAGES, type Language } from "@/lib/openapi/languages";

export const languageCookie = "docs_language";

/** The language that a cookie asks for; anything unknown or absent is curl. */
export function parseLanguage(value: string | undefined): Language {
  return value !== undefined && Object.hasOwn(LANGUAGES, value) ? (value as Language) : "curl";
}
