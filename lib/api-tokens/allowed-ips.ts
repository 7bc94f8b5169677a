import ipaddr from "ipaddr.js";
import { isIpAddress } from "../http/ip-address";

const MAX_ALLOWED_IPS = 100;
const PRIVATE_RANGES = ["private", "loopback", "linkLocal", "uniqueLocal", "carrierGradeNat"];

/**
 * Reads one entry, an address or a CIDR range as written in full, into its normal CIDR form, that of its network: the
 * host bits of 203.0.113.7/24 are cleared. Null for anything else.
 */
export function parseCidr(text: string): string | null {
  const [host = "", bits, ...rest] = text.trim().split("/");
  if (rest.length > 0 || !isIpAddress(host)) return null;
  const address = ipaddr.parse(host);
  if (address.range() === "ipv4Mapped") return null;
  const longest = address.kind() === "ipv4" ? 32 : 128;
  const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : longest + 1;
  if (length > longest) return null;
  const kind = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${length}`).toString()}/${length}`;
}

/** Allowed addresses as they were written: what each entry is read as, what is wrong, and the ranges without repetitions. */
export type AllowedIps = {
  ranges: string[];
  /** Entries whose range is written otherwise than they are. */
  readAs: { text: string; range: string }[];
  repeated: string[];
  /** What is wrong, by lines counted from 1; empty when nothing is. */
  faults: string[];
};

/** Reads addresses and CIDR ranges, parted by lines, spaces or commas. */
export function readAllowedIps(text: string): AllowedIps {
  const read: AllowedIps = { ranges: [], readAs: [], repeated: [], faults: [] };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries())
    for (const entry of line.split(/[\s,]+/).filter((item) => item !== "")) {
      const range = parseCidr(entry);
      if (range === null) read.faults.push(`Line ${index + 1}: "${entry}" is no address or CIDR range.`);
      else if (read.ranges.includes(range)) read.repeated.push(entry);
      else {
        read.ranges.push(range);
        if (range !== entry) read.readAs.push({ text: entry, range });
      }
    }
  if (read.ranges.length > MAX_ALLOWED_IPS) read.faults.push(`At most ${MAX_ALLOWED_IPS} ranges.`);
  return read;
}

function isPrivate(range: string): boolean {
  const [first] = ipaddr.parseCIDR(range);
  const kind = first.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  const last = kind.broadcastAddressFromCIDR(range);
  return [first, last].every((address) => PRIVATE_RANGES.includes(address.range()));
}

/** True when there are ranges and none of them holds an address of the internet. */
export function areAllPrivate(ranges: readonly string[]): boolean {
  return ranges.length > 0 && ranges.every(isPrivate);
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
