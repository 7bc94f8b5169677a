import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decrypt, encrypt, keyId, sealedPrefix } from "./encryption";

const key = randomBytes(32).toString("base64");

describe("encryption", () => {
  it.each(["", "whsec_abc", "è 😀 \0"])("opens what it sealed: %j", (text) => {
    expect(decrypt(encrypt(text, key), key)).toBe(text);
  });

  it("seals the same text differently every time", () => {
    expect(encrypt("x", key)).not.toBe(encrypt("x", key));
  });

  it("names the key that is needed when another one is in use", () => {
    const sealed = encrypt("x", key);
    expect(() => decrypt(sealed, randomBytes(32).toString("base64"))).toThrow(sealed.split(".")[1]);
  });

  it("opens with the one of several keys that the text names", () => {
    const other = randomBytes(32).toString("base64");
    const sealed = encrypt("x", key);
    expect(sealed.startsWith(sealedPrefix(keyId(key)))).toBe(true);
    expect(decrypt(sealed, other, key)).toBe("x");
    expect(() => decrypt(sealed, other)).toThrow(keyId(other));
  });

  it("refuses what was altered, cut or is not its own", () => {
    const sealed = encrypt("a secret", key);
    const last = sealed.endsWith("A") ? "B" : "A";
    expect(() => decrypt(sealed.slice(0, -2) + last + last, key)).toThrow(/altered/);
    expect(() => decrypt(sealed.slice(0, 20), key)).toThrow(/cut off/);
    expect(() => decrypt("plain", key)).toThrow(/format/);
    expect(() => encrypt("x", "c2hvcnQ=")).toThrow(/32 bytes/);
  });
});
