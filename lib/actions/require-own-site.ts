import { AppError } from "../errors";

/** A page of this very origin, and a person without a page. */
const OWN = ["same-origin", "none"];

/**
 * Lets a request pass that a page of this application made, or a person without a page; throws `forbidden` when another
 * site did, one of the same domain too (`Sec-Fetch-Site`, W3C Fetch Metadata), for it would act with the session of
 * whoever looks at it. A browser that does not say it passes.
 */
export function requireOwnSite(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  if (site === null || OWN.includes(site)) return;
  throw new AppError("forbidden", "Another site asked for this. Open it from the application itself.");
}
