import type { Identity } from "../api-tokens/authenticate";
import type { AppError } from "../errors";
import { storableText } from "../input";
import type { RequestRow } from "../request-log/writer";
import { splitUrl } from "./split-url";

const MAX_TEXT = 2048;
const MAX_USER_AGENT = 512;
const MAX_DETAIL = 500;
/** Names whose values are credentials, whatever they look like. */
const SENSITIVE =
  /token|secret|key|pass(?:word|wd|phrase)?|pwd|auth|credential|signature|^sig$|session|cookie|jwt|bearer|assertion/i;

/** Stands where the rest of a text was left out. */
const CUT = "[cut]";
const PIECE_END = /[/?&=;\s]/;

/** Masks the password in what follows the `://` of an address; where the rest was left out, all that may be of it. */
function maskAddress(address: string, start: string, rest: string): string {
  const colon = /:|%3a/i.exec(rest);
  const at = Math.max(rest.lastIndexOf("@"), rest.lastIndexOf("%40"));
  const end = rest.endsWith(CUT) ? rest.length - CUT.length : at;
  const begin = colon ? colon.index + colon[0].length : rest.length;
  return begin < end ? `${start}${rest.slice(0, begin)}[masked]${rest.slice(end)}` : address;
}

/** Masks a text that holds two parts of a JSON web token (RFC 7519). */
function maskJwt(text: string): string {
  const parts = text.split(".");
  const isJwt = parts.some((part, i) => parts[i + 1] && /\beyJ[\w-]{5}/.test(part));
  return isJwt ? "[masked]" : text;
}

/**
 * Credentials by their look: our own secrets, JSON web tokens, what follows an authorization scheme, and passwords in
 * addresses. Anybody may send what nearly matches, and much of it, so no pattern looks for an end that may be far away:
 * the time that each takes grows with the text and no faster.
 */
const CREDENTIALS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/((?:wtp|whsec)(?:_|%5f))[0-9A-Za-z+/=%_-]+/gi, "$1[masked]"),
  (text) => text.replace(/[\w.-]+/g, maskJwt),
  (text) => text.replace(/\b(Bearer|Basic)((?:\s|%20|\+)+)[^\s&;,"']+/gi, "$1$2[masked]"),
  (text) => text.replace(/(:(?:\/|%2f){2})([^\s/]+)/gi, maskAddress),
];

/** What is encoded more often than this is nobody's honest credential. */
const MAX_ENCODINGS = 4;

function cut(text: string, max: number): string {
  return storableText(text.length > max ? text.slice(0, max) : text);
}

/**
 * The beginning of a text that is too long: twice of what is kept of it, for masking shortens. It ends where a piece
 * does, so that no credential is there by half.
 */
function beginning(text: string, max: number): string {
  if (text.length <= 2 * max) return text;
  let end = 2 * max;
  while (end > 0 && !PIECE_END.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end) + CUT;
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
  return CREDENTIALS.reduce((masked, mask) => mask(masked), text);
}

function maskSecrets(text: string): string {
  const masked = maskPlain(text);
  if (!masked.includes("%")) return masked;
  // What shows itself only when it is decoded goes as a whole.
  return masked.replace(/[^/?&=;\s]+/g, (piece) => {
    const plain = decoded(piece);
    return plain !== piece && maskPlain(plain) !== plain ? "[masked]" : piece;
  });
}

/** The text, at most `max` characters, with everything masked that looks like a credential, percent-encoded or not. */
export function maskedText(text: string, max = MAX_TEXT): string {
  return cut(maskSecrets(beginning(text, max)), max);
}

function maskedPairs(text: string, max: number): string {
  const masked = beginning(text, max)
    .split(/([&;?]|%26|%3b|%3f)/i)
    .map((pair) => {
      const name = pair.split(/=|%3d/i, 1)[0] ?? "";
      return name !== pair && SENSITIVE.test(decoded(name)) ? `${name}=[masked]` : pair;
    })
    .join("");
  return cut(maskSecrets(masked), max);
}

/** The query string with the values of sensitive names and everything that looks like a credential masked. */
export function maskedQuery(search: string): string | null {
  return search.length <= 1 ? null : maskedPairs(search.slice(1), MAX_TEXT);
}

/** What a refusal tells, at most 500 characters, masked like a query string: it may name what stands in one. */
export function maskedDetail(message: string): string {
  return maskedPairs(message, MAX_DETAIL);
}

export type RequestFacts = {
  id: string;
  startedAt: Date;
  durationMs: number;
  route: string | null;
  ip: string | null;
  identity: Identity | null;
  status: number;
  /** Why the call is not served; null when it is. */
  refusal: AppError | null;
  rows: number | null;
  bytes: number | null;
  streamState: RequestRow["streamState"];
};

/** Makes the log row of an answered request; everything that came from outside is cut to size and masked. */
export function requestRow(request: Request, facts: RequestFacts): RequestRow {
  const { path, search } = splitUrl(request.url);
  const { refusal } = facts;
  const userAgent = request.headers.get("user-agent");
  const isServed = facts.status < 400 && (request.method === "GET" || request.method === "HEAD");
  return {
    id: facts.id,
    startedAt: facts.startedAt,
    durationMs: facts.durationMs,
    method: cut(request.method, 20),
    route: facts.route,
    path: maskedText(path),
    query: maskedQuery(search),
    status: facts.status,
    code: refusal?.code ?? null,
    missingPermission: refusal?.details.missingPermission ?? null,
    detail: refusal && maskedDetail(refusal.message),
    tokenId: facts.identity?.tokenId ?? null,
    supplierId: facts.identity?.supplierId ?? null,
    secretPrefix: facts.identity?.secretPrefix ?? null,
    secretHint: facts.identity?.secret?.hint ?? null,
    rowsReturned: facts.rows,
    responseBytes: facts.bytes,
    streamState: facts.streamState,
    ip: facts.ip,
    userAgent: userAgent === null ? null : maskedText(userAgent, MAX_USER_AGENT),
    endsOverlapAs: isServed ? (facts.identity?.secret?.endsOverlapAs ?? null) : null,
  };
}
