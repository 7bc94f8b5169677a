import { endpointEvent, fieldWords, inShownOrder } from "./field-words";
import type { AuditNames } from "./filter-words";

/** A value as it is shown: a text, a moment for the reader's zone, or nothing on that side. */
export type ShownValue = string | Date | null;

/** What became of one field. */
export type FieldChange = { label: string } & (
  | {
      kind: "value";
      before: ShownValue;
      after: ShownValue;
      /** What was recorded, where `after` only sums it up. */
      recorded?: string;
    }
  | { kind: "list"; added: string[]; removed: string[] }
);

type Recorded = Record<string, unknown> | null;

const SECRET_FIELD = /secret$|hash$|password/i;
const SECRET_VALUE = /\b(wtp_|whsec_)[A-Za-z0-9+/=]+/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(SECRET_VALUE, "$1…");
}

function shown(field: string, value: unknown, names: AuditNames): ShownValue {
  if (value === undefined) return null;
  const words = fieldWords(field);
  if (isEmpty(value)) return words.empty ?? "none";
  if (SECRET_FIELD.test(field)) return "hidden";
  if (typeof value === "string" && INSTANT.test(value)) return new Date(value);
  return words.say ? words.say(value, names) : plain(value);
}

function listOf(field: string, value: unknown, names: AuditNames): string[] {
  const { say } = fieldWords(field);
  const items = Array.isArray(value) ? value : [];
  return items.map((item) => (say ? say(item, names) : plain(item)));
}

/** A URL with its switch, in words. */
function endpointWords(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("url" in value)) return null;
  if (value.url === "") return "none";
  const isOff = "enabled" in value && value.enabled === false;
  return `${plain(value.url)}${isOff ? " (off)" : ""}`;
}

function fieldChange(field: string, before: unknown, after: unknown, names: AuditNames): FieldChange {
  const { label, sum } = fieldWords(field);
  if (sum && !isEmpty(after))
    return {
      label,
      kind: "value",
      before: null,
      after: plain(sum(after, names)),
      recorded: [after].flat().map(plain).join("\n"),
    };
  if (endpointEvent(field))
    return { label, kind: "value", before: endpointWords(before), after: endpointWords(after) };
  if (Array.isArray(before) && Array.isArray(after) && !SECRET_FIELD.test(field)) {
    const [was, is] = [listOf(field, before, names), listOf(field, after, names)];
    const added = is.filter((item) => !was.includes(item));
    const removed = was.filter((item) => !is.includes(item));
    if (added.length + removed.length > 0) return { label, kind: "list", added, removed };
  }
  const side = (value: unknown): ShownValue =>
    Array.isArray(value) && !isEmpty(value) && !SECRET_FIELD.test(field)
      ? listOf(field, value, names).join(", ")
      : shown(field, value, names);
  return { label, kind: "value", before: side(before), after: side(after) };
}

/**
 * An audit row's fields in words, each with what it was and is; a side that was not recorded is null. Secrets are
 * hidden, also where somebody recorded one.
 */
export function fieldChanges(before: Recorded, after: Recorded, names: AuditNames): FieldChange[] {
  const fields = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return inShownOrder(fields)
    .filter((field) => before !== null || !isEmpty(after?.[field]))
    .map((field) => fieldChange(field, before?.[field], after?.[field], names));
}
