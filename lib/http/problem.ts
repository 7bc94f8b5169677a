import { env } from "../env";
import type { AppError, ErrorCode } from "../errors";
import { paths } from "../paths";
import { API_PROBLEMS, type ProblemResource } from "./problem-schema";

const STATUS: Record<ErrorCode, { status: number; title: string }> = {
  unauthenticated: { status: 401, title: "Not signed in" },
  secret_required: { status: 401, title: "Secret required" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  invalid_input: { status: 422, title: "Invalid input" },
  conflict: { status: 409, title: "Conflict" },
  token_missing: { status: 401, title: "Token missing" },
  token_unknown: { status: 401, title: "Token unknown" },
  token_expired: { status: 401, title: "Token expired" },
  token_not_yet_active: { status: 401, title: "Token not yet active" },
  token_paused: { status: 401, title: "Token paused" },
  token_deleted: { status: 401, title: "Token deleted" },
  secret_rotated: { status: 401, title: "Secret replaced" },
  ip_not_allowed: { status: 403, title: "Address not allowed" },
  rate_limited: { status: 429, title: "Too many calls" },
  permission_missing: { status: 403, title: "Permission missing" },
  invalid_parameter: { status: 400, title: "Invalid parameter" },
  invalid_cursor: { status: 400, title: "Invalid cursor" },
  malformed_body: { status: 400, title: "Malformed body" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  not_acceptable: { status: 406, title: "Not acceptable" },
  payload_too_large: { status: 413, title: "Body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  uri_too_long: { status: 414, title: "Address too long" },
  too_many_headers: { status: 431, title: "Too many headers" },
  malformed_request: { status: 400, title: "Malformed request" },
  request_cut_off: { status: 400, title: "Request cut off" },
  headers_too_large: { status: 431, title: "Headers too large" },
  chunk_extensions_too_large: { status: 413, title: "Chunk extensions too large" },
  request_timeout: { status: 408, title: "Request too slow" },
  signature_invalid: { status: 401, title: "Signature invalid" },
  unavailable: { status: 503, title: "Unavailable" },
  internal: { status: 500, title: "Internal error" },
};

/** The HTTP status of a refusal. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code].status;
}

/** Text as a quoted value of RFC 6750, which has neither quotation marks nor backslashes nor more than ASCII. */
function quoted(text: string): string {
  return `"${text.replace(/[^ !#-[\]-~]/g, "?")}"`;
}

/** What a caller must do about its bearer token (RFC 6750, 3); null for a refusal that is not about one. */
function challengeOf({ code, message, details }: AppError): string | null {
  // Who sent none is told how to send one, not what is wrong with it.
  if (code === "token_missing" || code === "secret_required") return "Bearer";
  if (code === "permission_missing")
    return `Bearer error="insufficient_scope", scope=${quoted(details.missingPermission ?? "")}`;
  if (code.startsWith("token_") || code === "secret_rotated")
    return `Bearer error="invalid_token", error_description=${quoted(message)}`;
  return null;
}

/** The headers that a refusal needs besides its body (RFC 9110). */
export function problemHeaders(error: AppError): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  const status = statusOf(error.code);
  const challenge = challengeOf(error);
  if (challenge !== null) headers["www-authenticate"] = challenge;
  const retryAfterSeconds = error.details.retryAfterSeconds ?? (status === 503 ? 5 : null);
  if (retryAfterSeconds !== null) headers["retry-after"] = String(retryAfterSeconds);
  if (error.details.allow) headers.allow = error.details.allow.join(", ");
  return headers;
}

/** A refusal as problem details (RFC 9457) with a stable `code`, whose meaning is read at its `type` below `appUrl`. */
export function problemOf(error: AppError, requestId: string, appUrl: string) {
  const { status, title } = STATUS[error.code];
  return {
    type: error.code in API_PROBLEMS ? `${appUrl}${paths.apiDocs()}#${error.code}` : "about:blank",
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    missing_permission: error.details.missingPermission ?? null,
    errors: error.details.fields ?? null,
  } satisfies Record<keyof ProblemResource, unknown>;
}

/** The body of a refusal: its problem details as JSON. */
export function problemBody(error: AppError, requestId: string): string {
  return JSON.stringify(problemOf(error, requestId, env().APP_URL));
}
