/**
 * Turns a form into a plain object: an empty field is absent, a name that ends in `[]` is a list under the name
 * without the brackets. Files are left out.
 */
export function formObject(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of form) {
    if (typeof value !== "string" || value === "" || name.startsWith("$ACTION")) continue;
    if (!name.endsWith("[]")) {
      values[name] = value;
      continue;
    }
    const key = name.slice(0, -2);
    const list = values[key];
    values[key] = Array.isArray(list) ? [...list, value] : [value];
  }
  return values;
}
