/** What a form holds: all values of each name, as one text. */
export type FormValues = ReadonlyMap<string, string>;

/** Reads what a form would submit; a name that ends in `[]` loses it, as on the server. */
export function valuesOf(data: FormData): FormValues {
  const lists = new Map<string, string[]>();
  for (const [key, value] of data) {
    if (typeof value !== "string" || value === "") continue;
    const name = key.endsWith("[]") ? key.slice(0, -2) : key;
    lists.set(name, [...(lists.get(name) ?? []), value]);
  }
  return new Map([...lists].map(([name, values]) => [name, JSON.stringify(values)]));
}

/** The names whose values differ, each once. */
export function differingNames(a: FormValues, b: FormValues): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

/** What a form held when it was rendered, also when somebody has typed before the scripts ran. */
export function renderedValues(form: HTMLFormElement): FormValues {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return valuesOf(new FormData(copy));
}
