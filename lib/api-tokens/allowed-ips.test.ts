import { expect, test } from "vitest";
import { areAllPrivate, isAllowedIp, parseCidr, readAllowedIps } from "./allowed-ips";

test.each([
  ["203.0.113.7", "203.0.113.7/32"],
  [" 203.0.113.0/24 ", "203.0.113.0/24"],
  ["2001:DB8::/32", "2001:db8::/32"],
  ["2001:db8::1", "2001:db8::1/128"],
  ["203.0.113.7/24", "203.0.113.0/24"],
  ["203.0.113.7/0", "0.0.0.0/0"],
  ["2001:db8::9/64", "2001:db8::/64"],
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

test("entries are read by lines, spaces and commas, each range once", () => {
  expect(readAllowedIps("203.0.113.7, 10.0.0.1/8\r\n\n203.0.113.7/32 2001:db8::/32")).toEqual({
    ranges: ["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32"],
    readAs: [
      { text: "203.0.113.7", range: "203.0.113.7/32" },
      { text: "10.0.0.1/8", range: "10.0.0.0/8" },
    ],
    repeated: ["203.0.113.7/32"],
    faults: [],
  });
});

test("what is wrong is named by its line", () => {
  const { ranges, faults } = readAllowedIps("203.0.113.7\n\nshop.example 10.0.0.0/40\nx");
  expect(ranges).toEqual(["203.0.113.7/32"]);
  expect(faults.map((fault) => /^Line (\d+): "(.+)"/.exec(fault)?.slice(1))).toEqual([
    ["3", "shop.example"],
    ["3", "10.0.0.0/40"],
    ["4", "x"],
  ]);
  expect(readAllowedIps(Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`).join("\n")).faults).toHaveLength(
    1,
  );
});

test.each([
  [[], false],
  [["10.0.0.0/8"], true],
  [["192.168.1.7/32", "fd00::/8", "127.0.0.1/32"], true],
  [["10.0.0.0/8", "203.0.113.0/24"], false],
  [["10.0.0.0/7"], false],
  [["0.0.0.0/0"], false],
  [["::/0"], false],
])("%j are all private: %s", (ranges, all) => expect(areAllPrivate(ranges)).toBe(all));
