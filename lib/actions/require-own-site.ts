import { AppError } from "../errors";

/**
 * Lets a request pass that a page of this site made, or a person without a page; throws `forbidden` when another site
 * did (`Sec-Fetch-Site`, W3C Fetch Metadata), for it would act with the session of whoever looks at it.
 */
export function requireOwnSite(headers: Headers): void {
  if (headers.get("sec-fetch-site") !== "cross-site") return;
  throw new AppError("forbidden", "Another site asked for this. Open it from the application itself.");
}
