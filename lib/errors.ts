/** Every way in which the product refuses something; HTTP statuses are given to them in `lib/http/problem.ts`. */
export type ErrorCode =
  | "unauthenticated"
  | "secret_required"
  | "forbidden"
  | "not_found"
  | "invalid_input"
  | "conflict"
  | "token_missing"
  | "token_unknown"
  | "token_expired"
  | "token_not_yet_active"
  | "token_paused"
  | "token_deleted"
  | "secret_rotated"
  | "ip_not_allowed"
  | "rate_limited"
  | "permission_missing"
  | "invalid_parameter"
  | "invalid_cursor"
  | "malformed_body"
  | "method_not_allowed"
  | "not_acceptable"
  | "payload_too_large"
  | "uri_too_long"
  | "too_many_headers"
  | "unsupported_media_type"
  | "malformed_request"
  | "request_cut_off"
  | "headers_too_large"
  | "chunk_extensions_too_large"
  | "request_timeout"
  | "signature_invalid"
  | "unavailable"
  | "internal";

export type ErrorDetails = {
  /** Message per input field, by its name. */
  fields?: Record<string, string>;
  /** The permission that the token lacks. */
  missingPermission?: string;
  /** Methods that the route has, for `Allow`. */
  allow?: readonly string[];
  /** Whole seconds after which another try may pass. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** A refusal that the caller may read: its message is safe to show and says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** The refusal of a thing that is not there, or not visible to who asks. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} was not found.`);
}

/** The refusal of an input, with what is wrong per field. */
export function invalidFields(fields: Record<string, string>): AppError {
  return new AppError("invalid_input", "Check the marked fields. Nothing was saved.", { fields });
}
