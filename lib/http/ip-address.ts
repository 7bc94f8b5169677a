import ipaddr from "ipaddr.js";

/** An address between brackets or IPv4, with the port that some proxies add; the port is dropped. */
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/** True for an address as it is written in full: the short and octal spellings of IPv4 mean others than they seem to. */
export function isIpAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/**
 * An IP address in its normal form (RFC 5952 for IPv6), an IPv4 address that IPv6 wraps as the one it is; null for any
 * other text. It may stand in quotes, in brackets and before a port (RFC 7239, 6).
 */
export function readIpAddress(text: string): string | null {
  const bare = text.trim().replace(/^"(.*)"$/, "$1");
  const [, inBrackets, beforePort] = WITH_PORT.exec(bare) ?? [];
  const host = inBrackets ?? beforePort ?? bare;
  return isIpAddress(host) ? ipaddr.process(host).toString() : null;
}
