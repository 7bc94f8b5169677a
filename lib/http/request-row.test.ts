import { expect, test } from "vitest";
import { maskedQuery, maskedText } from "./request-row";

test.each([
  ["?limit=5", "limit=5"],
  ["?access_token=abc&limit=5", "access_token=[masked]&limit=5"],
  ["?q=wtp_0123456789", "q=wtp_[masked]"],
  ["?q=wtp%5F0123456789&%74oken=abc", "q=wtp%5F[masked]&%74oken=[masked]"],
  ["", null],
])("%s is logged as %s", (search, logged) => expect(maskedQuery(search)).toBe(logged));

test.each([
  [
    "?token=01935a00-0000-7000-8000-000000000000&q=wtp_0Aa",
    "?token=01935a00-0000-7000-8000-000000000000&q=wtp_[masked]",
  ],
  ["?q=whsec%5Fab%2Bc%3D&state=active", "?q=whsec%5F[masked]&state=active"],
  ["?q=WTP_abc", "?q=WTP_[masked]"],
])("of %s only the secret is masked", (text, masked) => expect(maskedText(text)).toBe(masked));
