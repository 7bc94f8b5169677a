import { expect, test } from "vitest";
import { isAllowedIp, parseCidr } from "./allowed-ips";

test.each([
  ["203.0.113.7", "203.0.113.7/32"],
  [" 203.0.113.0/24 ", "203.0.113.0/24"],
  ["2001:DB8::/32", "2001:db8::/32"],
  ["2001:db8::1", "2001:db8::1/128"],
  ["203.0.113.0/33", null],
  ["example.com", null],
  ["8", null],
  ["192.168.1", null],
  ["010.0.0.1", null],
  ["::ffff:10.0.0.0/104", null],
  ["10.0.0.0/8/8", null],
  ["10.0.0.0/", null],
  ["", null],
])("%s is read as %s", (text, range) => expect(parseCidr(text)).toBe(range));

test.each([
  [[], null, true],
  [["203.0.113.0/24"], "203.0.113.9", true],
  [["203.0.113.0/24"], "::ffff:203.0.113.9", true],
  [["203.0.113.0/24"], "203.0.114.9", false],
  [["2001:db8::/32"], "2001:db8::9", true],
  [["2001:db8::/32"], "203.0.113.9", false],
  [["203.0.113.0/24"], null, false],
  [["203.0.113.0/24"], "nonsense", false],
])("%j allows %s: %s", (ranges, ip, allowed) => expect(isAllowedIp(ranges, ip)).toBe(allowed));
