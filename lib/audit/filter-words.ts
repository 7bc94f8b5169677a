import { permissionLabel } from "../api-tokens/permissions";
import { TOKEN_STATE_LABELS } from "../api-tokens/words";
import { EVENT_LABELS } from "../callbacks/words";
import { DELIVERY_STATE_LABELS } from "../deliveries/words";
import { formatDateTime } from "../format/dates";
import { NO_ROUTE, refusalWords, STATUS_CLASS_LABELS } from "../request-log/words";
import { SUPPLIER_STATE_LABELS } from "../suppliers/words";
import { ROLE_LABELS, USER_STATE_LABELS } from "../users/words";
import { AUDIT_KIND_LABELS } from "./words";

/** What a recorded id is called, by id. */
export type AuditNames = ReadonlyMap<string, string>;

type FilterWords = { label: string; say?: (value: string, names: AuditNames) => string };

const STATES = {
  ...TOKEN_STATE_LABELS,
  ...DELIVERY_STATE_LABELS,
  ...SUPPLIER_STATE_LABELS,
  ...USER_STATE_LABELS,
};

const STATUSES = Object.fromEntries(
  Object.entries(STATUS_CLASS_LABELS).map(([status, { label }]) => [status, label]),
);

const named = (value: string, names: AuditNames) => names.get(value) ?? value;
const oneOf = (labels: Record<string, string>) => {
  const byValue = new Map(Object.entries(labels));
  return (value: string) => byValue.get(value) ?? value;
};
const moment = (value: string) => (Number.isNaN(Date.parse(value)) ? value : formatDateTime(value, "UTC"));

/** The filters of all lists by their parameters, called as the pages call them. */
const FILTERS = new Map(
  Object.entries<FilterWords>({
    q: { label: "search", say: (value) => `“${value}”` },
    state: { label: "state", say: oneOf(STATES) },
    status: { label: "status", say: oneOf(STATUSES) },
    token: { label: "token", say: named },
    supplier: { label: "supplier", say: named },
    person: { label: "person", say: named },
    permission: { label: "permission", say: permissionLabel },
    expires: { label: "expires", say: (value) => `within ${value} days` },
    used: { label: "used" },
    event: { label: "event", say: oneOf(EVENT_LABELS) },
    route: { label: "route", say: (value) => (value === NO_ROUTE ? "no such route" : value) },
    code: { label: "code", say: (value) => refusalWords({ code: value, missingPermission: null }) ?? value },
    kind: { label: "kind", say: oneOf(AUDIT_KIND_LABELS) },
    role: { label: "role", say: oneOf(ROLE_LABELS) },
    from: { label: "from", say: moment },
    to: { label: "until", say: moment },
    format: { label: "as", say: (value) => value.toUpperCase() },
  }),
);

/**
 * The recorded address of a download as its filters in words: "state Active, Paused; supplier Meridian Srl". A
 * parameter and a value that this version does not know stand as they are.
 */
export function filterWords(search: string, names: AuditNames): string {
  const params = new URLSearchParams(search);
  return [...new Set(params.keys())]
    .map((param) => {
      const { label, say } = FILTERS.get(param) ?? { label: param };
      const values = params.getAll(param).map((value) => (say ? say(value, names) : value));
      return `${label} ${values.join(", ")}`;
    })
    .join("; ");
}

/** The ids that recorded filters name by that parameter. */
export function filteredIds(search: unknown, param: "token" | "supplier" | "person"): string[] {
  return typeof search === "string" ? new URLSearchParams(search).getAll(param) : [];
}
