import { AppError } from "../errors";

const MAX_URL_CHARS = 8 * 1024;
const MAX_HEADERS = 100;

/** Lets a request pass whose address and number of headers are sane; throws `uri_too_long` or `too_many_headers`. */
export function requireBounds({ url, headers }: Request): void {
  if (url.length > MAX_URL_CHARS)
    throw new AppError("uri_too_long", `The address may have at most ${MAX_URL_CHARS} characters.`);
  if ([...headers.keys()].length > MAX_HEADERS)
    throw new AppError("too_many_headers", `A request may have at most ${MAX_HEADERS} headers.`);
}
