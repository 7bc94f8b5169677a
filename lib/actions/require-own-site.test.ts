import { expect, test } from "vitest";
import { requireOwnSite } from "./require-own-site";

test.each([{}, ...["none", "same-origin", "same-site"].map((site) => ({ "sec-fetch-site": site }))])(
  "a request with %j passes",
  (headers) => expect(() => requireOwnSite(new Headers(headers))).not.toThrow(),
);

test("a request that another site made is refused", () => {
  const headers = new Headers({ "sec-fetch-site": "cross-site" });
  expect(() => requireOwnSite(headers)).toThrow(expect.objectContaining({ code: "forbidden" }));
});
