import type { ParserRefusal } from "@/lib/http/parser-refusals";

/** What must become of a request: a row of the request log, or a refusal of the parser that a metric counts. */
export type OddRequest = {
  name: string;
  bytes: string;
  /** The rows' statuses and codes, in the order of the requests. */
  rows?: readonly (readonly [status: number, code: string | null])[];
  refused?: ParserRefusal;
  pieceBytes?: number;
  ends?: boolean;
};

type Row = readonly [status: number, code: string | null];

const PATH = "/api/v1/token";
const OK: Row = [200, null];
const UNKNOWN: Row = [404, "not_found"];
const WRONG_METHOD: Row = [405, "method_not_allowed"];
const BODY: Row = [415, "unsupported_media_type"];

/** A placeholder for the secret of the token that asks. */
export const SECRET = "{secret}";

const lines = (...all: string[]) => [...all, "", ""].join("\r\n");

/** A well-formed request but for what is given: a method, a target, and lines beside `Host` and the token. */
function ask(target: string, ...more: string[]): string {
  return askBy("GET", target, ...more);
}

function askBy(method: string, target: string, ...more: string[]): string {
  return lines(`${method} ${target} HTTP/1.1`, "Host: x", `Authorization: Bearer ${SECRET}`, ...more);
}

const logged = (name: string, bytes: string, ...rows: Row[]): OddRequest => ({ name, bytes, rows });

const refused = (name: string, bytes: string, reason: ParserRefusal = "malformed"): OddRequest => ({
  name,
  bytes,
  refused: reason,
});

const METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY", "M-SEARCH", "PURGE"];

const UNKNOWN_TARGETS = [
  "/api/v1/token/",
  "/api/v1//token",
  "//api/v1/token",
  "/api//v1/token",
  "/API/v1/token",
  "/api/v1/TOKEN",
  "/./api/v1/token",
  "/x/../api/v1/token",
  "/api/v1/../v1/token",
  "/api/v1/%2e%2e/v1/token",
  "/api/v1/../../sign-in",
  "/api%2Fv1%2Ftoken",
  "/api\\v1\\token",
  "/api/v1/%",
  "/api/v1/%zz",
  "/api/v1/%C0%AF",
  "/api/v1/%00",
  "/api/v1/token;a=b",
  '/api/v1/ttoken"<>|^`{}',
  "/*",
  "http://other.example/api/v1/nothing",
];

const SERVED_TARGETS = [
  "/%61pi/v1/token",
  "/api/v1/token#fragment",
  "/api/v1/token?",
  "http://other.example/api/v1/token",
  "HTTP://user:password@[::1]:9/api/v1/token",
];

const targets: OddRequest[] = [
  ...UNKNOWN_TARGETS.map((target) => logged(`the target ${target}`, ask(target), UNKNOWN)),
  ...SERVED_TARGETS.map((target) => logged(`the target ${target}`, ask(target), OK)),
  logged("the server as a whole", askBy("OPTIONS", "*"), UNKNOWN),
  logged("a query of 9 kB", ask(`${PATH}?q=${"x".repeat(9 * 1024)}`), [414, "uri_too_long"]),
  logged("a query with a parameter twice", ask(`${PATH}?a=1&a=2`), [400, "invalid_parameter"]),
  logged("a query named __proto__", ask(`${PATH}?__proto__=1`), [400, "invalid_parameter"]),
  refused("a target that is a host and port", ask("example.com:80")),
  refused("a target without a slash", ask("api/v1/token")),
  refused("an empty target", ask("")),
  refused("NUL in the target", ask("/api/v1/\0")),
  refused("bytes above ASCII in the target", ask("/api/v1/\xe9\xff")),
  refused("a space in the target", ask("/api/v1/to ken")),
  refused("a target of 20 kB", ask(`/${"x".repeat(20 * 1024)}`), "headers_too_large"),
];

const methods: OddRequest[] = [
  ...METHODS.map((method) => logged(`the method ${method}`, askBy(method, PATH), WRONG_METHOD)),
  refused("a method in lower case", askBy("get", PATH)),
  refused("a method that nobody knows", askBy("FOO", PATH)),
  refused("a method with an odd character", askBy("G@T", PATH)),
  refused("CONNECT", askBy("CONNECT", "example.com:443"), "connect"),
  refused("CONNECT to a path", askBy("CONNECT", PATH), "connect"),
];

const versions: OddRequest[] = [
  logged("HTTP/1.0", lines(`GET ${PATH} HTTP/1.0`, `Authorization: Bearer ${SECRET}`), OK),
  logged("no Host", lines(`GET ${PATH} HTTP/1.1`, `Authorization: Bearer ${SECRET}`), OK),
  logged("two Hosts", ask(PATH, "Host: other.example"), OK),
  logged("an odd Host", ask(PATH).replace("Host: x", "Host: a b<>/@"), OK),
  logged("empty lines before it", `\r\n\r\n${ask(PATH)}`, OK),
  logged("HTTP/0.9", `GET ${PATH}\r\n\r\n`, [401, "token_missing"]),
  logged("HTTP/2.0 in plain", ask(PATH).replace("HTTP/1.1", "HTTP/2.0"), OK),
  refused("HTTP/9.9", ask(PATH).replace("HTTP/1.1", "HTTP/9.9")),
  refused("another protocol's name", ask(PATH).replace("HTTP/1.1", "ICY/1.1")),
  refused("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  refused("a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
  refused("a greeting of SSH", "SSH-2.0-OpenSSH_9.9\r\n"),
  refused("a tab in the request line", ask(PATH).replace("GET ", "GET\t")),
  { ...refused("headers that end early", `GET ${PATH} HTTP/1.1\r\nHos`, "cut_off"), ends: true },
];

const headers: OddRequest[] = [
  logged("two tokens", ask(PATH, "Authorization: Bearer nonsense"), [401, "token_missing"]),
  logged("a token in another scheme", ask(PATH).replace("Bearer", "Basic"), [401, "token_missing"]),
  logged("a cookie of 8 kB", ask(PATH, `Cookie: a=${"x".repeat(8 * 1024)}`), OK),
  logged("120 headers", ask(PATH, ...Array.from({ length: 120 }, (_, i) => `X-${i}: y`)), [
    431,
    "too_many_headers",
  ]),
  logged(
    "headers that only a front may write",
    ask(PATH, "X-Request-Id: forged", "X-Forwarded-For: 203.0.113.9"),
    OK,
  ),
  logged("hop-by-hop headers that name others", ask(PATH, "Connection: authorization, x-request-id"), OK),
  logged("bytes above ASCII in a header", ask(PATH, "User-Agent: \xe9\xff\x80"), OK),
  logged("an encoded line break in a header", ask(PATH, "User-Agent: a%0d%0aX: y"), OK),
  logged("an expectation", ask(PATH, "Expect: 100-continue"), OK),
  logged("an unknown expectation", ask(PATH, "Expect: miracles"), OK),
  logged("an upgrade to websocket", ask(PATH, "Connection: Upgrade", "Upgrade: websocket"), OK),
  logged("an upgrade to h2c", ask(PATH, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"), OK),
  logged("a range", ask(PATH, "Range: bytes=0-1,5-2"), OK),
  logged("a media type that nobody makes", ask(PATH, "Accept: image/png"), [406, "not_acceptable"]),
  logged("a media type that is none", ask(PATH, "Accept: ;;;,=q"), [406, "not_acceptable"]),
  refused("a line break in a header", ask(PATH, "X-Odd: a\rX-Forged: b")),
  refused("NUL in a header", ask(PATH, "X-Odd: a\0b")),
  refused("a folded header", ask(PATH, "X-Odd: a", " b")),
  refused("a header without a colon", ask(PATH, "X-Odd")),
  refused("a header without a name", ask(PATH, ": x")),
  refused("a space before a colon", ask(PATH, "X-Odd : a")),
  refused("lines that end in LF alone", ask(PATH).replaceAll("\r\n", "\n")),
  refused("a header of 20 kB", ask(PATH, `X-Odd: ${"x".repeat(20 * 1024)}`), "headers_too_large"),
];

const bodies: OddRequest[] = [
  logged("a body with GET", `${ask(PATH, "Content-Length: 2")}{}`, BODY),
  logged("a body in chunks with GET", `${ask(PATH, "Transfer-Encoding: chunked")}2\r\n{}\r\n0\r\n\r\n`, BODY),
  logged(
    "chunks with a trailer",
    `${ask(PATH, "Transfer-Encoding: chunked", "Trailer: X")}0\r\nX: y\r\n\r\n`,
    BODY,
  ),
  logged("an empty body", ask(PATH, "Content-Length: 0"), OK),
  logged("a body of 10 GB that never comes", ask(PATH, "Content-Length: 10737418240"), BODY),
  {
    ...logged("a body that is cut", `${askBy("POST", PATH, "Content-Length: 10")}123`, WRONG_METHOD),
    ends: true,
  },
  logged(
    "a body of 200 kB",
    `${askBy("POST", PATH, "Content-Length: 200000")}${"x".repeat(200_000)}`,
    WRONG_METHOD,
  ),
  { ...logged("byte by byte", ask(PATH), OK), pieceBytes: 1 },
  logged("a request behind another", ask(PATH) + ask("/api/v1/nothing"), OK, UNKNOWN),
  { ...logged("garbage behind a request", `${ask(PATH)}garbage\r\n\r\n`, OK), refused: "malformed" },
  refused("two lengths", `${ask(PATH, "Content-Length: 2", "Content-Length: 3")}{}`),
  refused("one length twice", `${ask(PATH, "Content-Length: 2", "Content-Length: 2")}{}`),
  refused("a list of lengths", `${ask(PATH, "Content-Length: 2, 2")}{}`),
  refused("a signed length", `${ask(PATH, "Content-Length: +2")}{}`),
  refused("a length below nothing", ask(PATH, "Content-Length: -1")),
  refused("a hexadecimal length", ask(PATH, "Content-Length: 0x2")),
  refused("a length beyond numbers", ask(PATH, `Content-Length: ${"9".repeat(30)}`)),
  refused("a length and chunks", `${ask(PATH, "Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`),
  refused("chunks and a length", `${ask(PATH, "Transfer-Encoding: chunked", "Content-Length: 5")}0\r\n\r\n`),
  refused("chunks that are not the last coding", ask(PATH, "Transfer-Encoding: chunked, identity")),
  logged("a coding that nobody knows", ask(PATH, "Transfer-Encoding: xchunked"), BODY),
  refused(
    "chunked twice",
    `${ask(PATH, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked")}0\r\n\r\n`,
  ),
  refused("chunked behind a vertical tab", ask(PATH, "Transfer-Encoding: \x0bchunked")),
];

/** What careless and malicious clients send, each with what must become of it. */
export const ODD_REQUESTS: readonly OddRequest[] = [
  ...targets,
  ...methods,
  ...versions,
  ...headers,
  ...bodies,
];
