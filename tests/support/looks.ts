import type { OpenPageOptions } from "./browser";

/** The four ways in which every page is looked at. */
export const LOOKS = [
  { look: "wide and light", width: 1440, colorScheme: "light" },
  { look: "wide and dark", width: 1440, colorScheme: "dark" },
  { look: "narrow and light", width: 390, colorScheme: "light" },
  { look: "narrow and dark", width: 390, colorScheme: "dark" },
] as const satisfies (OpenPageOptions & { look: string })[];
