/** What a server action takes, as a form could hold it. */
export type ActionInput = Record<string, string | string[]>;

/** The fields of a form with that input; a list has one field per item. */
export function fieldsOf(input: ActionInput): [string, string][] {
  return Object.entries(input).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item): [string, string] => [`${name}[]`, item])
      : [[name, value] as [string, string]],
  );
}

/** The form with these fields. */
export function formOf(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

/** The bodies of React's client for `action(null, input)`: a plain value, a form, and too little of either. */
export function clientBodies(input: ActionInput): (string | FormData)[] {
  const fields = fieldsOf(input).map(([name, value]): [string, string] => [`_1_${name}`, value]);
  return [
    JSON.stringify([null, input]),
    formOf([...fields, ["0", '[null,"$K1"]']]),
    JSON.stringify([null, {}]),
    "[]",
  ];
}
