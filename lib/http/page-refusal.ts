import type { IncomingMessage } from "node:http";
import { AppError } from "../errors";
import { decoded, splitUrl } from "./split-url";

/** What a page is asked by: to be shown, and to do what its forms and buttons say. */
const ALLOW = ["GET", "HEAD", "POST"] as const;

/** What is seen of a request for a page before it is handed on. */
export type PageRequest = Pick<IncomingMessage, "method" | "url" | "headers">;

/** True for the state of a router as the script of a page sends it: JSON, percent-encoded. */
function isRouterState(text: string): boolean {
  try {
    JSON.parse(decodeURIComponent(text));
    return true;
  } catch {
    return false;
  }
}

/**
 * Why a request for a page is refused before Next.js sees it, which would take it for an error of ours; null when nothing
 * is wrong with its path, its method (RFC 9110, 9.3.8) and its router's state.
 */
export function pageRefusal({ method, url = "/", headers }: PageRequest): AppError | null {
  if (method === "TRACE")
    return new AppError("method_not_allowed", `Use ${ALLOW.join(", ")}.`, { allow: ALLOW });
  if (decoded(splitUrl(url).path) === null)
    return new AppError("malformed_request", "The path has percent signs that encode no text in UTF-8.");
  const { rsc, "next-router-state-tree": state } = headers;
  if (rsc !== undefined && typeof state === "string" && !isRouterState(state))
    return new AppError("malformed_request", "The header Next-Router-State-Tree cannot be read.");
  return null;
}
