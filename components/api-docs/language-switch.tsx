"use client";

import { languageCookie } from "@/components/api-docs/language";
import { keepCookie } from "@/components/ui/keep-cookie";
import { LANGUAGES, type Language } from "@/lib/openapi/languages";

/** Chooses the language of all examples: the page shows those of the radio button that is on, with or without scripts. */
export function LanguageSwitch({ language }: { language: Language }) {
  return (
    <fieldset data-slot="language-switch" className="inline-flex rounded-md border bg-background p-0.5">
      <legend className="sr-only">Language of the examples</legend>
      {Object.entries(LANGUAGES).map(([value, label]) => (
        <label
          key={value}
          className="flex h-6 items-center rounded-sm px-2 text-xs font-medium text-muted-foreground hover:text-foreground has-checked:bg-muted has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name="language"
            value={value}
            defaultChecked={value === language}
            onChange={() => keepCookie(languageCookie, value)}
            className="sr-only"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
