/** The languages of examples, in their order. */
export const LANGUAGES = { curl: "curl", javascript: "JavaScript", python: "Python" } as const;

export type Language = keyof typeof LANGUAGES;
