import { EVENT_TYPES, type EventType } from "@/db/constants";
import { permissionLabel } from "../api-tokens/permissions";
import { MAX_COUNTED_DELIVERIES } from "../callbacks/settings";
import { EVENT_LABELS } from "../callbacks/words";
import { formatNumber } from "../format/numbers";
import { type AuditNames, filterWords } from "./filter-words";

type FieldWords = {
  label: string;
  /** The words for an empty value; "none" without it. */
  empty?: string;
  /** The words for a value, or for each item of a list. */
  say?: (value: unknown, names: AuditNames) => string;
  /** The words for the whole of a value that nobody reads as it stands, which is kept beside them. */
  sum?: (value: unknown, names: AuditNames) => string;
};

const named = (value: unknown, names: AuditNames) => names.get(String(value)) ?? String(value);
const yes = (whenTrue: string, whenFalse: string) => (value: unknown) => (value ? whenTrue : whenFalse);

const upTo = (most: number) => (value: unknown) =>
  Number(value) > most ? `more than ${formatNumber(most)}` : String(value);

function eventWords(value: unknown): string {
  const known = endpointEvent(String(value));
  return known ? EVENT_LABELS[known] : String(value);
}

/** The recorded fields in words, in the order in which they are shown. */
const FIELDS: Record<string, FieldWords> = {
  name: { label: "Name" },
  label: { label: "Label" },
  role: { label: "Role" },
  supplierId: { label: "Supplier", say: named },
  contactEmail: { label: "Contact e-mail" },
  activatesAt: { label: "Activation", empty: "at once" },
  expiresAt: { label: "Expiration", empty: "never" },
  pausedAt: { label: "Paused", empty: "no" },
  pausedReason: { label: "Paused because" },
  archivedAt: { label: "Archived", empty: "no" },
  disabledAt: { label: "Disabled", empty: "no" },
  permissions: { label: "Permissions", say: (value) => permissionLabel(String(value)) },
  seesAllNumbers: { label: "Sees", say: yes("all managed numbers", "chosen managed numbers") },
  numberIds: { label: "Managed numbers", say: named },
  masksContacts: { label: "Contact data", say: yes("masked", "clear") },
  allowedIps: { label: "Allowed addresses", empty: "any" },
  rateLimitPerMinute: { label: "Rate limit per minute", empty: "the default" },
  note: { label: "Note" },
  secretHint: { label: "Secret ends in" },
  previousSecretHint: { label: "Old secret ends in" },
  eventType: { label: "Event", say: eventWords },
  url: { label: "Endpoint" },
  cancelledDeliveries: { label: "Deliveries cancelled", say: upTo(MAX_COUNTED_DELIVERIES) },
  since: { label: "Since" },
  neverSent: { label: "Never sent" },
  cancelledBefore: { label: "Cancelled before" },
  countedEvents: { label: "Counted among the first events" },
  deliveryIds: { label: "Deliveries", sum: (value) => formatNumber([value].flat().length) },
  filters: { label: "Filters", sum: (value, names) => filterWords(String(value), names) },
};

const ORDER = [...EVENT_TYPES, ...Object.keys(FIELDS)];

/** Sorts fields as they are shown, for the database keeps an order of its own; unknown ones come last. */
export function inShownOrder(fields: Iterable<string>): string[] {
  const place = (field: string) => (ORDER.includes(field) ? ORDER.indexOf(field) : ORDER.length);
  return [...fields].sort((a, b) => place(a) - place(b));
}

/** The event type whose endpoint a field of a callback change is; null for another field. */
export function endpointEvent(field: string): EventType | null {
  return EVENT_TYPES.find((type) => type === field) ?? null;
}

/** `rateLimitPerMinute` as "Rate limit per minute". */
function humanised(field: string): string {
  const spaced = field
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** How a field is shown; one that has no words of its own by its name and its plain values. */
export function fieldWords(field: string): FieldWords {
  const event = endpointEvent(field);
  if (event) return { label: EVENT_LABELS[event] };
  return Object.hasOwn(FIELDS, field) ? (FIELDS[field] ?? { label: field }) : { label: humanised(field) };
}
