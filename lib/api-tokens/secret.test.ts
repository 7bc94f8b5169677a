import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createSecret, hashSecret, isWellFormedSecret, loggablePrefix, secretHint } from "./secret";

test("a secret has the documented shape and its checksum holds", () => {
  for (let i = 0; i < 200; i++) {
    const secret = createSecret();
    expect(secret).toMatch(/^wtp_[0-9A-Za-z]{38}$/);
    expect(isWellFormedSecret(secret)).toBe(true);
  }
});

test("every single changed character is noticed", () => {
  const secret = createSecret();
  for (let i = 4; i < secret.length; i++) {
    const other = secret[i] === "a" ? "b" : "a";
    expect(isWellFormedSecret(secret.slice(0, i) + other + secret.slice(i + 1))).toBe(false);
  }
});

test("what is stored is SHA-256, what is shown are the last four characters", () => {
  const secret = createSecret(() => 0);
  expect(hashSecret(secret)).toBe(createHash("sha256").update(secret).digest("hex"));
  expect(secret.endsWith(secretHint(secret))).toBe(true);
  expect(secretHint(secret)).toHaveLength(4);
});

test("the prefix that may be logged is short and printable", () => {
  const secret = createSecret();
  expect(loggablePrefix(secret)).toBe(secret.slice(0, 8));
  expect(loggablePrefix("\u0000\nx".repeat(20))).toBe("??x??x??");
});

test.each([
  ["correct-horse", "cor"],
  ["hunter2", "h"],
  ["abc", ""],
])("of somebody's password, %s, a quarter is logged at most", (password, logged) => {
  expect(loggablePrefix(password)).toBe(logged);
});
