import type { Identity } from "../api-tokens/authenticate";
import type { AppError } from "../errors";
import { storableText } from "../input";
import type { RequestRow } from "../request-log/writer";
import { CUT, decoded, maskCredentials } from "./mask-credentials";
import { splitUrl } from "./split-url";

const MAX_TEXT = 2048;
const MAX_USER_AGENT = 512;
const MAX_DETAIL = 500;
/** Names whose values are credentials, whatever they look like. */
const SENSITIVE =
  /token|secret|key|pass(?:word|wd|phrase)?|pwd|auth|credential|signature|sess(?:ion|id)|cookie|jwt|bearer|assertion|(?:^|[.[])(?:code|otp|pin|sid|sig)\]?$/i;

const PIECE_END = /[/?&=;\s]/;

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

/** The text, at most `max` characters, with everything masked that looks like a credential, percent-encoded or not. */
export function maskedText(text: string, max = MAX_TEXT): string {
  return cut(maskCredentials(beginning(text, max)), max);
}

/** Masks the values of sensitive names in `name=value` pairs between what the separator, a group, finds. */
function maskNamed(text: string, separator: RegExp): string {
  if (!/=|%3d/i.test(text)) return text;
  return text
    .split(separator)
    .map((pair) => {
      const name = pair.split(/=|%3d/i, 1)[0] ?? "";
      return name !== pair && SENSITIVE.test(decoded(name)) ? `${name}=[masked]` : pair;
    })
    .join("");
}

function maskedPairs(text: string, separator: RegExp, max = MAX_TEXT): string {
  return cut(maskCredentials(maskNamed(beginning(text, max), separator)), max);
}

const IN_PATH = /([/;?&]|%2f|%3b|%3f|%26)/i;
const IN_QUERY = /([&;?]|%26|%3b|%3f)/i;

/** The path with the values of sensitive names and everything that looks like a credential masked. */
export function maskedPath(path: string): string {
  return maskedPairs(path, IN_PATH);
}

/** The same of a query string; null when it is empty. */
export function maskedQuery(search: string): string | null {
  return search.length <= 1 ? null : maskedPairs(search.slice(1), IN_QUERY);
}

/** What a refusal tells, at most 500 characters, masked like a query string: it may name what stands in one. */
export function maskedDetail(message: string): string {
  return maskedPairs(message, IN_QUERY, MAX_DETAIL);
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
    path: maskedPath(path),
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
