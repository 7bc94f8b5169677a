import { v7 as uuidv7 } from "uuid";
import { once } from "@/db/registry";
import { readIpAddress } from "./ip-address";

const FORWARDED_FOR = "x-forwarded-for";

/**
 * The address that a connection's proxies vouch for: with `hops` trusted proxies the one that the outermost of
 * them saw, with none the peer itself. What clients write further left is never believed.
 */
export function forwardedAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string | null {
  if (hops > 0 && forwardedFor) {
    const chain = forwardedFor.split(",");
    const seen = chain[chain.length - hops];
    if (seen?.trim()) return readIpAddress(seen) ?? seen.trim();
  }
  return peer ? (readIpAddress(peer) ?? peer) : null;
}

const front = () => once("http-front", () => ({ isThere: false }));

/** Says that `server.ts` is in front of every handler of this process and writes these headers itself. */
export function declareFront(): void {
  front().isThere = true;
}

/** The id of a request: the one that `server.ts` gave it, or a new one. What a client sends is never taken. */
export function requestId(headers: Headers): string {
  return (front().isThere && headers.get("x-request-id")) || uuidv7();
}

/**
 * The client's address as far as it is known: behind `server.ts` what that wrote, otherwise what the configured
 * number of proxies says, otherwise null.
 */
export function clientIp(headers: Headers, hops: number): string | null {
  const value = headers.get(FORWARDED_FOR) ?? undefined;
  if (front().isThere) return value ?? null;
  return hops > 0 ? forwardedAddress(undefined, value, hops) : null;
}
