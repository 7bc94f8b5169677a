import type { Identity } from "../api-tokens/authenticate";
import { storableText } from "../input";
import type { RequestRow } from "../request-log/writer";
import { splitUrl } from "./split-url";

const MAX_TEXT = 2048;
const MAX_USER_AGENT = 512;
/** Names whose values are credentials, whatever they look like. */
const SENSITIVE =
  /token|secret|key|pass(?:word|wd|phrase)?|pwd|auth|credential|signature|^sig$|session|cookie|jwt|bearer|assertion/i;

/**
 * Credentials by their look: our own secrets, JSON web tokens (RFC 7519), what follows an authorization scheme, and
 * passwords in addresses. Repetition is bounded, for anybody may send what nearly matches, and much of it.
 */
const CREDENTIALS: readonly [pattern: RegExp, masked: string][] = [
  [/((?:wtp|whsec)(?:_|%5f))[0-9A-Za-z+/=%_-]+/gi, "$1[masked]"],
  [/\beyJ[\w-]{5,1000}\.[\w-]+(?:\.[\w-]*)*/g, "[masked]"],
  [/\b(Bearer|Basic)((?:\s|%20|\+)+)[^\s&;,"']+/gi, "$1$2[masked]"],
  [/(:(?:\/|%2f){2}[^\s/:@]{0,256}(?::|%3a))[^\s/@]{1,256}(?=@|%40)/gi, "$1[masked]"],
];

/** What is encoded more often than this is nobody's honest credential. */
const MAX_ENCODINGS = 4;

function cut(text: string, max: number): string {
  return storableText(text.length > max ? text.slice(0, max) : text);
}

function decodedOnce(text: string): string {
  // Piece by piece: one malformed escape leaves the others readable.
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function decoded(text: string): string {
  let current = text;
  for (let i = 0; i < MAX_ENCODINGS; i++) {
    const next = decodedOnce(current);
    if (next === current) return current;
    current = next;
  }
  return current;
}

function maskPlain(text: string): string {
  return CREDENTIALS.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text);
}

/** The text with everything masked that looks like a credential, also where it is percent-encoded. */
export function maskSecrets(text: string): string {
  const masked = maskPlain(text);
  if (!masked.includes("%")) return masked;
  // What shows itself only when it is decoded goes as a whole.
  return masked.replace(/[^/?&=;\s]+/g, (piece) => {
    const plain = decoded(piece);
    return plain !== piece && maskPlain(plain) !== plain ? "[masked]" : piece;
  });
}

/** The query string with the values of sensitive names and everything that looks like a credential masked. */
export function maskedQuery(search: string): string | null {
  if (search.length <= 1) return null;
  const masked = search
    .slice(1)
    .split(/([&;?]|%26|%3b|%3f)/i)
    .map((pair) => {
      const name = pair.split(/=|%3d/i, 1)[0] ?? "";
      return name !== pair && SENSITIVE.test(decoded(name)) ? `${name}=[masked]` : pair;
    })
    .join("");
  return cut(maskSecrets(masked), MAX_TEXT);
}

export type RequestFacts = {
  id: string;
  startedAt: Date;
  durationMs: number;
  route: string | null;
  ip: string | null;
  identity: Identity | null;
  status: number;
  code: string | null;
  missingPermission: string | null;
  rows: number | null;
  bytes: number | null;
  streamState: RequestRow["streamState"];
};

/** Makes the log row of an answered request; everything that came from outside is cut to size and masked. */
export function requestRow(request: Request, facts: RequestFacts): RequestRow {
  const { path, search } = splitUrl(request.url);
  const userAgent = request.headers.get("user-agent");
  const isServed = facts.status < 400 && (request.method === "GET" || request.method === "HEAD");
  return {
    id: facts.id,
    startedAt: facts.startedAt,
    durationMs: facts.durationMs,
    method: cut(request.method, 20),
    route: facts.route,
    path: cut(maskSecrets(path), MAX_TEXT),
    query: maskedQuery(search),
    status: facts.status,
    code: facts.code,
    missingPermission: facts.missingPermission,
    tokenId: facts.identity?.tokenId ?? null,
    supplierId: facts.identity?.supplierId ?? null,
    secretPrefix: facts.identity?.secretPrefix ?? null,
    secretHint: facts.identity?.secret?.hint ?? null,
    rowsReturned: facts.rows,
    responseBytes: facts.bytes,
    streamState: facts.streamState,
    ip: facts.ip,
    userAgent: userAgent === null ? null : cut(maskSecrets(userAgent), MAX_USER_AGENT),
    endsOverlapAs: isServed ? (facts.identity?.secret?.endsOverlapAs ?? null) : null,
  };
}
