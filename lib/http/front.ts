import { randomUUIDv7 } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { splitUrl } from "./split-url";
import { forwardedAddress } from "./trusted-headers";

/** What only a front may say: whatever a client writes here is dropped. */
const RESERVED = /^(host$|forwarded$|x-forwarded-|x-real-ip$|x-request-id$|x-middleware-|x-invoke-)/;

export type FrontOptions = { appUrl: URL; trustedProxyHops: number };

/** A target as a path. A backslash, which a URL would take for a slash, is percent-encoded. */
function plainTarget(target: string): string {
  const { path, search } = splitUrl(target);
  // What speaks of the server as a whole has no path (RFC 9112, 3.2.4).
  const rooted = path.startsWith("/") ? path : `/${path}`;
  return (rooted + search).replaceAll("\\", "%5C");
}

/**
 * Makes a request believable before any handler sees it, and answers the id that it gives it: the target becomes a
 * path, the client's reserved headers are dropped, and its address, the public host and scheme and the id are written.
 */
export function cleanRequest(req: IncomingMessage, { appUrl, trustedProxyHops }: FrontOptions): string {
  const forwardedFor = req.headers["x-forwarded-for"];
  const address = forwardedAddress(
    req.socket.remoteAddress,
    Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
    trustedProxyHops,
  );
  req.url = plainTarget(req.url ?? "/");
  const requestId = randomUUIDv7();
  const own: Record<string, string> = {
    host: appUrl.host,
    "x-forwarded-host": appUrl.host,
    "x-forwarded-proto": appUrl.protocol.slice(0, -1),
    "x-request-id": requestId,
  };
  if (address) own["x-forwarded-for"] = address;
  const raw: string[] = [];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const [name = "", value = ""] = req.rawHeaders.slice(i, i + 2);
    if (!RESERVED.test(name.toLowerCase())) raw.push(name, value);
  }
  for (const name of Object.keys(req.headers)) if (RESERVED.test(name)) delete req.headers[name];
  for (const [name, value] of Object.entries(own)) {
    raw.push(name, value);
    req.headers[name] = value;
  }
  req.rawHeaders = raw;
  return requestId;
}
