import { expect, test } from "vitest";
import { forwardedAddress } from "./trusted-headers";

test.each([
  ["203.0.113.9", "1.1.1.1", 0, "203.0.113.9"],
  ["10.0.0.1", "1.1.1.1, 203.0.113.9", 1, "203.0.113.9"],
  ["10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["10.0.0.1", undefined, 1, "10.0.0.1"],
  ["::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["10.0.0.1", "203.0.113.9:51234", 1, "203.0.113.9"],
  ["10.0.0.1", "1.1.1.1, [2001:DB8::1]:443", 1, "2001:db8::1"],
  ["10.0.0.1", "unknown", 1, "unknown"],
  [undefined, undefined, 0, null],
])("peer %s with %s behind %i proxies is %s", (peer, header, hops, address) =>
  expect(forwardedAddress(peer, header, hops)).toBe(address),
);
