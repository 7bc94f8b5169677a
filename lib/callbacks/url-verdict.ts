import "server-only";
import { isIP } from "node:net";
import { type Context, requireRight } from "../context";
import { env } from "../env";
import { isForbiddenAddress } from "../outbound/address-guard";
import { createResolver, type ResolveHost } from "../outbound/resolve-host";
import { withTimeout } from "../with-timeout";
import { endpointFault } from "./endpoints";
import type { CheckUrlInput, UrlVerdict } from "./schema";

const DNS_TIMEOUT_MS = 3_000;
const NAMED_ADDRESSES = 3;

function listed(addresses: readonly string[]): string {
  const more = addresses.length - NAMED_ADDRESSES;
  return `${addresses.slice(0, NAMED_ADDRESSES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

async function judgeName(hostname: string, resolve: ResolveHost): Promise<UrlVerdict> {
  let addresses: string[];
  try {
    addresses = await withTimeout(resolve(hostname), DNS_TIMEOUT_MS, () => new Error("no answer in time"));
  } catch {
    return { ok: false, words: `${hostname} was not found. Check its spelling; callbacks wait until it is.` };
  }
  const allowed = env().CALLBACK_ALLOWED_NETWORKS;
  const forbidden = addresses.filter((address) => isForbiddenAddress(address, allowed));
  if (forbidden.length === 0) return { ok: true, words: `Resolves to ${listed(addresses)}.` };
  const verb = forbidden.length === 1 ? "is" : "are";
  return {
    ok: false,
    words: `${hostname} resolves to ${listed(forbidden)}, which ${verb} not on the public internet, so callbacks cannot be sent there.`,
  };
}

/**
 * Judges a URL as saving and sending will: its spelling, and what its name resolves to at this moment. Sends nothing
 * there. Throws `forbidden`.
 */
export async function judgeUrl(
  ctx: Context,
  { url }: CheckUrlInput,
  resolve: ResolveHost = createResolver(),
): Promise<UrlVerdict> {
  requireRight(ctx, "write");
  const fault = endpointFault(url);
  if (fault) return { ok: false, words: fault };
  const hostname = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (isIP(hostname) !== 0) return { ok: true, words: "Callbacks may be sent there." };
  return judgeName(hostname, resolve);
}
