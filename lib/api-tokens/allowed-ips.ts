import ipaddr from "ipaddr.js";

/** Reads one entry, an address or a CIDR range as written in full, into its normal CIDR form; null for anything else. */
export function parseCidr(text: string): string | null {
  const [host = "", bits, ...rest] = text.trim().split("/");
  // The short and octal spellings of IPv4 mean other addresses than they seem to.
  if (rest.length > 0 || !(ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host)))
    return null;
  const address = ipaddr.parse(host);
  if (address.range() === "ipv4Mapped") return null;
  const longest = address.kind() === "ipv4" ? 32 : 128;
  const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : longest + 1;
  return length > longest ? null : `${address.toString()}/${length}`;
}

/** True when the list is empty or one of its ranges holds the address; an unknown address is in no range. */
export function isAllowedIp(ranges: readonly string[], ip: string | null): boolean {
  if (ranges.length === 0) return true;
  if (ip === null || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}
