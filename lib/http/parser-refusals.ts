/**
 * All that the server refuses without a row in the request log, by the reason under which
 * `witiop_http_refused_requests_total` counts it: it never was a request, or none that could be read to its end.
 */
export const PARSER_REFUSALS = {
  malformed: { status: 400, what: "is not HTTP/1.1, or says twice and differently where its body ends" },
  cut_off: { status: 400, what: "ends before its headers or its body do" },
  headers_too_large: { status: 431, what: "has more than 16 kB of request line and headers" },
  chunk_extensions_too_large: { status: 413, what: "has more than 16 kB of chunk extensions" },
  timeout: { status: 408, what: "took over 15 seconds for its headers, or over 60 seconds in all" },
  connect: { status: 405, what: "asks for a tunnel" },
  connection_spent: { status: 503, what: "is one too many on its connection" },
  too_many_connections: { status: null, what: "came when no further connection could be kept" },
} as const satisfies Record<string, { status: number | null; what: string }>;

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
