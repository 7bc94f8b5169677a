import { CONVERSATION_STATUSES, MESSAGE_STATUSES, type Permission } from "../constants";
import type { Ask } from "./asks";

/** What the API tells of these, whatever was asked. */
const DETAILS: Record<string, string> = {
  token_missing: "Send the token in the header `Authorization`.",
  token_unknown: "This token is not known. Check that it was copied whole.",
  token_deleted: "This token was deleted. Ask for a new one.",
  token_paused: "This token is paused. Ask its admin to resume it.",
  token_expired: "This token has expired. Ask for a new one.",
  token_not_yet_active: "This token is not active yet. Check its activation date.",
  ip_not_allowed: "This token may not be used from this address.",
  method_not_allowed: "Use GET, HEAD, OPTIONS.",
  invalid_cursor: "This cursor is not one of this list. Start again without it.",
  unavailable: "The database is not reachable. Try again.",
  internal: "Something failed on our side. Try again, or quote the request id.",
};

const PERMISSIONS: Record<Permission, string> = {
  "conversations:read": "Read conversations",
  "locations:read": "Read locations",
  "data:export": "Data export",
};

const STATUSES: Record<string, readonly string[]> = {
  "/conversations": CONVERSATION_STATUSES,
  "/exports/conversations": CONVERSATION_STATUSES,
  "/exports/messages": MESSAGE_STATUSES,
};

function parameterDetail({ route, query }: Ask): string {
  const [name = "", value] = (query ?? "").split("=");
  if (name === "from")
    return "from: Give a time such as 2026-11-01T00:00:00Z; with an offset, write its + as %2B.";
  if (name === "limit" && !route?.startsWith("/exports"))
    return value === "500" ? "limit: Ask for at most 100." : "limit: Ask for at least 1.";
  const statuses = STATUSES[route ?? ""];
  if (name === "status" && statuses) return `status: Choose one of ${statuses.join(", ")}.`;
  return `${name}: There is no such parameter.`;
}

function notFoundDetail({ route }: Ask): string {
  if (route === null)
    return "There is no such route. Paths are in small letters and have no slash at their end.";
  const [what = ""] = /[a-z]+(?=s\/)/.exec(route) ?? [];
  return `The ${what} was not found.`;
}

type Refused = { code?: string | null; missingPermission?: string | null };

/** What the API tells of a refused call, as its log keeps it; null of a served one. */
export function refusalDetail(ask: Ask, { code, missingPermission }: Refused): string | null {
  if (!code) return null;
  if (missingPermission)
    return `This token lacks the permission "${PERMISSIONS[missingPermission as Permission]}". Ask its admin to switch it on.`;
  if (code === "invalid_parameter") return parameterDetail(ask);
  if (code === "not_found") return notFoundDetail(ask);
  return DETAILS[code] ?? null;
}
