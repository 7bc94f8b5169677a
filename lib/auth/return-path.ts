import { paths } from "../paths";

/** The request header in which the proxy tells a page its own address. */
export const PAGE_PATH_HEADER = "x-page-path";

const MAX_LENGTH = 2_000;

const OWN_ORIGIN = "http://own.invalid";

/** True for an address of this site as a browser reads it: one drops tabs and line breaks, and takes `\` for `/`. */
function isOwnPath(asked: string): boolean {
  if (asked.length > MAX_LENGTH || !asked.startsWith("/") || /\p{Cc}/u.test(asked)) return false;
  return URL.parse(asked, OWN_ORIGIN)?.origin === OWN_ORIGIN;
}

/** Where a sign-in leads: back to the page of this site that was asked for, else to the tokens. */
export function returnPath(asked: unknown): string {
  return typeof asked === "string" && isOwnPath(asked) ? asked : paths.tokens();
}
