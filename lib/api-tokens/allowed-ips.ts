import ipaddr from "ipaddr.js";

/** Reads one entry, an address or a CIDR range, into its normal CIDR form; null when it is neither. */
export function parseCidr(text: string): string | null {
  const value = text.trim();
  try {
    if (!value.includes("/")) {
      const address = ipaddr.parse(value);
      return `${address.toString()}/${address.kind() === "ipv4" ? 32 : 128}`;
    }
    const [address, bits] = ipaddr.parseCIDR(value);
    return `${address.toString()}/${bits}`;
  } catch {
    return null;
  }
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
