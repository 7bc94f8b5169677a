import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { equalsSecretly, isSignedBy } from "./signature";

const secret = "a-secret-of-the-app";
const body = new Uint8Array([0x7b, 0x7d, 0xff, 0x00]);

test("agrees with openssl about the raw bytes", () => {
  const hex = execFileSync("openssl", ["dgst", "-sha256", "-hmac", secret, "-r"], { input: body })
    .toString()
    .slice(0, 64);
  expect(isSignedBy(secret, body, `sha256=${hex}`)).toBe(true);
  expect(isSignedBy(secret, body.slice(1), `sha256=${hex}`)).toBe(false);
  expect(isSignedBy("another", body, `sha256=${hex}`)).toBe(false);
  for (const header of [null, "", hex, `sha1=${hex}`, `sha256=${hex}0`, `sha256=${hex.slice(1)}`])
    expect(isSignedBy(secret, body, header)).toBe(false);
});

test("texts of other lengths are only unequal", () => {
  expect(equalsSecretly("abc", "abc")).toBe(true);
  expect(equalsSecretly("abc", "abcd")).toBe(false);
  expect(equalsSecretly("", "abc")).toBe(false);
});
