import type { ErrorCode } from "../errors";

/**
 * All that the server refuses without a row in the request log, by the reason under which
 * `witiop_http_refused_requests_total` counts it: it never was a request, or none that could be read to its end. The
 * code is null where it is refused without a word of ours.
 */
export const PARSER_REFUSALS = {
  malformed: {
    code: "malformed_request",
    what: "is not HTTP/1.1, or says twice and differently where its body ends",
  },
  cut_off: { code: "request_cut_off", what: "ends before its headers or its body do" },
  headers_too_large: {
    code: "headers_too_large",
    what: "has more than 16 kB of request line and headers",
  },
  chunk_extensions_too_large: {
    code: "chunk_extensions_too_large",
    what: "has more than 16 kB of chunk extensions",
  },
  timeout: {
    code: "request_timeout",
    what: "took over 15 seconds for its headers, or over 60 seconds in all",
  },
  connect: { code: "method_not_allowed", what: "asks for a tunnel" },
  connection_spent: { code: null, what: "is one too many on its connection" },
  too_many_connections: { code: null, what: "came when no further connection could be kept" },
} as const satisfies Record<string, { code: ErrorCode | null; what: string }>;

export type ParserRefusal = keyof typeof PARSER_REFUSALS;

const REASONS: Record<string, ParserRefusal> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "chunk_extensions_too_large",
  HPE_INVALID_EOF_STATE: "cut_off",
  ERR_HTTP_REQUEST_TIMEOUT: "timeout",
};

/** Why the parser refused what came; null when the connection was lost and nothing was refused. */
export function parserRefusal(code: string | undefined): ParserRefusal | null {
  if (code === undefined) return null;
  return REASONS[code] ?? (code.startsWith("HPE_") ? "malformed" : null);
}
