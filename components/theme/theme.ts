export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "theme";

/** The theme a cookie asks for; anything unknown or absent is "system". */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** The class for `<html>`; with "system" there is none and the media query decides. */
export function themeClass(theme: Theme): string | undefined {
  return theme === "system" ? undefined : theme;
}
