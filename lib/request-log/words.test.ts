import { expect, test } from "vitest";
import { LOGGED_CODES } from "./words";

test("the codes to filter by are none that only pages or WhatsApp's webhook are answered with", () => {
  const elsewhere = ["forbidden", "signature_invalid", "malformed_body", "payload_too_large"];
  expect(LOGGED_CODES.filter((code: string) => elsewhere.includes(code))).toEqual([]);
  expect(LOGGED_CODES).toContain("rate_limited");
});
