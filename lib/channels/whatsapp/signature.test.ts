import { expect, test } from "vitest";
import { isSignedBy } from "./signature";

test("agrees with the test vector of RFC 4231, section 4.3", () => {
  const secret = "Jefe";
  const body = new TextEncoder().encode("what do ya want for nothing?");
  const hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(isSignedBy(secret, body, `sha256=${hex}`)).toBe(true);
  expect(isSignedBy(secret, body.slice(1), `sha256=${hex}`)).toBe(false);
  expect(isSignedBy("another", body, `sha256=${hex}`)).toBe(false);
  for (const header of [null, "", hex, `sha1=${hex}`, `sha256=${hex}0`, `sha256=${hex.slice(1)}`])
    expect(isSignedBy(secret, body, header)).toBe(false);
});
