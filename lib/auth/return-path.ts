import { paths } from "../paths";

/** The request header in which the proxy tells a page its own address. */
export const PAGE_PATH_HEADER = "x-page-path";

const MAX_LENGTH = 2_000;

/** Where a sign-in leads: back to the page of this site that was asked for, else to the tokens. */
export function returnPath(asked: unknown): string {
  const isOwn = typeof asked === "string" && asked.length <= MAX_LENGTH && /^\/(?![/\\])/.test(asked);
  return isOwn ? asked : paths.tokens();
}
