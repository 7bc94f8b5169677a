import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import Negotiator from "negotiator";
import { AppError } from "../errors";
import { gzipStream } from "./gzip-stream";

export const JSON_TYPE = "application/json";

/** Smaller bodies gain nothing by compression. */
const MIN_GZIP_BYTES = 1024;
/** Already compressed. */
const PACKED = /zip|spreadsheetml/;

const compress = promisify(gzip);

/** A body that is written while it is sent; `rows` tells how many objects have been written so far. */
export type StreamBody = { open: () => ReadableStream<Uint8Array>; rows: () => number };

/** What is answered: a body whole, or one that is yet to be opened. */
export type Outcome = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | StreamBody;
  rows: number | null;
  /** The body compressed, of an answer that is kept. */
  packed?: Uint8Array<ArrayBuffer>;
};

/** True for a body that is yet to be opened. */
export function isStream(body: Outcome["body"]): body is StreamBody {
  return typeof body === "object" && "open" in body;
}

function negotiator(headers: Record<string, string>): Negotiator {
  return new Negotiator({ headers });
}

/** Every parameter of a media type but its weight. */
const TYPE_PARAMETER = /;\s*(?!q\s*=)[\w!#$&^.+-]+\s*=\s*(?:"[^"]*"|[^\s,;"]*)/gi;

const bareType = (contentType: string) => contentType.split(";", 1)[0] ?? contentType;

/**
 * The one of these content types that a request takes best, with whatever `charset` or the like it asks for: the first
 * of them where it takes several alike. Throws `not_acceptable` (RFC 9110, 12.5.1).
 */
export function chooseType(request: Request, contentTypes: readonly [string, ...string[]]): string {
  const accept = request.headers.get("accept");
  if (!accept || accept === "*/*") return contentTypes[0];
  const types = contentTypes.map(bareType);
  const best = negotiator({ accept: accept.replace(TYPE_PARAMETER, "") }).mediaType(types);
  const chosen = contentTypes.find((contentType) => bareType(contentType) === best);
  if (chosen !== undefined) return chosen;
  const what = types.join(" or ");
  throw new AppError(
    "not_acceptable",
    `This call is answered as ${what}. Send that in Accept, or no Accept.`,
  );
}

/** Lets a request without a body pass; throws `unsupported_media_type`, for no route of the API reads one. */
export function requireNoBody(request: Request): void {
  const length = request.headers.get("content-length");
  const isEmpty = (length === null || length === "0") && !request.headers.has("transfer-encoding");
  if (!isEmpty) throw new AppError("unsupported_media_type", "This route takes no body. Send none.");
}

/** A tag that changes with the body. It is a weak one, for compressed or not the answer is the same. */
function entityTag(body: string): string {
  return `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get("if-none-match");
  if (known === null) return false;
  const opaque = (value: string) => value.trim().replace(/^W\//, "");
  return known.trim() === "*" || known.split(",").some((value) => opaque(value) === opaque(tag));
}

/** A JSON value as an answer. */
export function jsonOutcome(value: unknown, rows: number): Outcome & { body: string } {
  return { status: 200, headers: { "content-type": JSON_TYPE }, body: JSON.stringify(value), rows };
}

/** A JSON value as an answer that is given again and again, with its `ETag` and its compressed form. */
export async function keptJsonOutcome(value: unknown, rows: number): Promise<Outcome> {
  const outcome = jsonOutcome(value, rows);
  const headers = { ...outcome.headers, etag: entityTag(outcome.body) };
  return { ...outcome, headers, packed: await compress(outcome.body) };
}

/** The answer with its `ETag`, or 304 without a body when the request names it in `If-None-Match` (RFC 9110, 13.1.2). */
export function withEntityTag(request: Request, outcome: Outcome): Outcome {
  if (typeof outcome.body !== "string") return outcome;
  const etag = outcome.headers.etag ?? entityTag(outcome.body);
  const headers = { etag, "cache-control": "private, no-cache" };
  if (isKnown(request, etag)) return { ...outcome, status: 304, headers, body: "" };
  return { ...outcome, headers: { ...outcome.headers, ...headers } };
}

function takesGzip(request: Request): boolean {
  const accepts = request.headers.get("accept-encoding");
  if (accepts === null) return false;
  return negotiator({ "accept-encoding": accepts }).encoding(["gzip", "identity"]) === "gzip";
}

/**
 * The answer compressed, when the request takes gzip and it gains by it. `Vary` says so of every answer that a request
 * may get compressed or not, of 304 and of those to HEAD as well (RFC 9110, 12.5.5).
 */
export async function compressed(request: Request, outcome: Outcome): Promise<Outcome> {
  const { body, headers } = outcome;
  if (PACKED.test(headers["content-type"] ?? "")) return outcome;
  const varied = { ...outcome, headers: { ...headers, vary: "accept-encoding" } };
  const isWorthIt = isStream(body) || body.length >= MIN_GZIP_BYTES;
  if (!isWorthIt || request.method === "HEAD" || !takesGzip(request)) return varied;
  const packed = { ...varied, headers: { ...varied.headers, "content-encoding": "gzip" } };
  if (!isStream(body)) return { ...packed, body: outcome.packed ?? (await compress(body)) };
  return { ...packed, body: { ...body, open: () => gzipStream(body.open()) } };
}
