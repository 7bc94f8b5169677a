import { expect, test } from "vitest";
import { readIpAddress } from "./ip-address";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7:51234", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:0DB8::0001", "2001:db8::1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ['"[2001:db8::1]"', "2001:db8::1"],
  ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
  ["10", null],
  ["010.0.0.1", null],
  ["203.0.113.7:", null],
  ["203.0.113", null],
  ["unknown", null],
  ["", null],
])("%s is %s", (text, address) => expect(readIpAddress(text)).toBe(address));
