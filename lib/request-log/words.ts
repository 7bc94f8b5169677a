import type { StreamState } from "@/db/constants";
import { permissionLabel } from "../api-tokens/permissions";
import type { ErrorCode } from "../errors";
import type { PARSER_REFUSALS, ParserRefusal } from "../http/parser-refusals";

/** The status classes of answers: 2xx and 3xx, 4xx, 5xx. */
export const STATUS_CLASSES = ["served", "refused", "failed"] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

export const STATUS_CLASS_LABELS: Record<StatusClass, { label: string; codes: string }> = {
  served: { label: "Served", codes: "2xx, 3xx" },
  refused: { label: "Refused", codes: "4xx" },
  failed: { label: "Failed", codes: "5xx" },
};

/** The routes of the public API as the log names them; a test holds that none is missing. */
export const API_ROUTES = [
  "/token",
  "/managed-numbers",
  "/conversations",
  "/conversations/{id}",
  "/conversations/{id}/messages",
  "/messages/{id}",
  "/locations",
  "/locations/{id}",
  "/events",
  "/exports/conversations",
  "/exports/messages",
  "/exports/locations",
  "/openapi.json",
] as const;

/** The path of a call without what all of the API have in common, as there is little room for it. */
export function apiPath(path: string): string {
  return path.replace(/^\/api\/v1(?=\/)/, "");
}

/** What the filter calls the calls that no route was meant by. */
export const NO_ROUTE = "none";

/** Codes that never answer a call of the API: they are those of pages, or of what WhatsApp sends. */
type ForeignCode =
  | "unauthenticated"
  | "secret_required"
  | "forbidden"
  | "invalid_input"
  | "conflict"
  | "signature_invalid"
  | "malformed_body"
  | "payload_too_large";

/** Codes of what never becomes a call, for the parser cannot read it. */
type ParserCode = Exclude<(typeof PARSER_REFUSALS)[ParserRefusal]["code"], "method_not_allowed" | null>;

/** Why the API refuses a call or fails to serve it, by its code. */
export const REFUSAL_WORDS: Record<Exclude<ErrorCode, ForeignCode | ParserCode>, string> = {
  token_missing: "No token was sent",
  token_unknown: "The token is not known",
  token_expired: "The token has expired",
  token_not_yet_active: "The token is not active yet",
  token_paused: "The token is paused",
  token_deleted: "The token was deleted",
  secret_rotated: "The secret was replaced",
  ip_not_allowed: "The address is not allowed",
  rate_limited: "Too many requests in a minute, or exports at a time",
  permission_missing: "A permission is missing",
  not_found: "There is no such thing",
  invalid_parameter: "A parameter is not valid",
  invalid_cursor: "The cursor is not one of this list",
  method_not_allowed: "The route has no such method",
  not_acceptable: "The wanted format does not exist",
  uri_too_long: "The address is too long",
  too_many_headers: "Too many headers were sent",
  unsupported_media_type: "A body was sent",
  unavailable: "The service was not available",
  internal: "It failed on our side",
};

type RefusalCode = keyof typeof REFUSAL_WORDS;

/** Codes of calls with an unknown secret or none; these have their own list. */
const UNKNOWN_SECRET_CODES: readonly RefusalCode[] = ["token_missing", "token_unknown"];

/** The codes that a call with a known token can be answered with. */
export const LOGGED_CODES = (Object.keys(REFUSAL_WORDS) as RefusalCode[]).filter(
  (code) => !UNKNOWN_SECRET_CODES.includes(code),
);

type Refused = { code: string | null; missingPermission: string | null };

/** Why a call was not served, in words; null when it was, and for a code that this version does not know. */
export function refusalWords({ code, missingPermission }: Refused): string | null {
  if (code === null || !Object.hasOwn(REFUSAL_WORDS, code)) return null;
  if (missingPermission !== null) return `${permissionLabel(missingPermission)} is missing`;
  return REFUSAL_WORDS[code as RefusalCode];
}

/** The same by its code, with the missing permission by its label; null when the call was served. */
export function refusalReason({ code, missingPermission }: Refused): string | null {
  return missingPermission === null ? code : `${code}: ${permissionLabel(missingPermission)}`;
}

const STREAM_STATE_WORDS: Record<StreamState, string> = {
  streaming: "Still being sent, or broken off with the server",
  complete: "Sent whole",
  cut_off: "Cut off before its end",
};

/** How far a streamed answer came, in words; null for one that was made whole before it was sent. */
export function streamWords({ streamState }: { streamState: StreamState | null }): string | null {
  return streamState && STREAM_STATE_WORDS[streamState];
}
