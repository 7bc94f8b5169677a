import { formatDateTime } from "../format/dates";
import type { FieldChange, ShownValue } from "./changes";

function sideText(value: ShownValue, timeZone: string): string | null {
  return value instanceof Date ? formatDateTime(value, timeZone) : value;
}

/** A field's change as one line: "Expiration: never → 1 Dec 2026, 09:00 CET", "Permissions: + Data export". */
export function changeText(change: FieldChange, timeZone: string): string {
  if (change.kind === "list") {
    const parts = [...change.added.map((item) => `+ ${item}`), ...change.removed.map((item) => `− ${item}`)];
    return `${change.label}: ${parts.join(", ")}`;
  }
  const sides = [sideText(change.before, timeZone), sideText(change.after, timeZone)];
  return `${change.label}: ${sides.filter((side) => side !== null).join(" → ")}`;
}
