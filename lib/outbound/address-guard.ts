import ipaddr from "ipaddr.js";
import { isAllowedIp } from "../api-tokens/allowed-ips";

const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");

/** Addresses that are public in form but lead to the host's own platform: Azure's virtual machine agent. */
const PLATFORM_ADDRESSES: readonly string[] = ["168.63.129.16/32"];

/**
 * True when the address may not be called: everything but global unicast is refused, also the IPv6 forms that carry
 * an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), unless one of the allowed networks holds it.
 */
export function isForbiddenAddress(ip: string, allowedNetworks: readonly string[]): boolean {
  if (!ipaddr.isValid(ip)) return true;
  if (allowedNetworks.length > 0 && isAllowedIp(allowedNetworks, ip)) return false;
  if (isAllowedIp(PLATFORM_ADDRESSES, ip)) return true;
  const address = ipaddr.parse(ip);
  if (address.range() !== "unicast") return true;
  return address.kind() === "ipv6" && !address.match(GLOBAL_UNICAST_V6);
}

/** The literal address that a URL's host is, or null when it is a name. */
function literalAddress(hostname: string): string | null {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(host)) return host;
  // Loopback by definition (RFC 6761), whatever DNS says.
  return /^(.*\.)?localhost\.?$/i.test(host) ? "127.0.0.1" : null;
}

/** A parser drops or escapes these; the text itself cannot be stored, or would hide what is called. */
const CONTROL = /\p{Cc}/u;

type CallbackUrlRules = {
  httpsOnly: boolean;
  /** CIDR ranges that may be called although they are not on the public internet. */
  allowedNetworks: readonly string[];
};

/**
 * What is wrong with a callback's URL, in words for the form, or null. It reads the spelling only: what a name
 * resolves to is checked at every connect.
 */
export function callbackUrlFault(text: string, rules: CallbackUrlRules): string | null {
  if (!URL.canParse(text) || CONTROL.test(text))
    return "Enter a whole address, such as https://example.com/callbacks.";
  const url = new URL(text);
  if (url.protocol !== "https:" && (rules.httpsOnly || url.protocol !== "http:"))
    return rules.httpsOnly
      ? "The address must begin with https://."
      : "The address must begin with https:// or http://.";
  if (url.username !== "" || url.password !== "")
    return "Leave user name and password out of the address; callbacks are signed instead.";
  const literal = literalAddress(url.hostname);
  if (literal !== null && isForbiddenAddress(literal, rules.allowedNetworks))
    return "This address is not on the public internet, so callbacks cannot be sent there.";
  return null;
}
