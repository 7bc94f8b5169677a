import type { OpenPageOptions } from "./browser";

/** The two widths at which every page is looked at; `expectAccessible` looks at both colour schemes. */
export const LOOKS = [
  { look: "wide", width: 1440 },
  { look: "narrow", width: 390 },
] as const satisfies (OpenPageOptions & { look: string })[];
